import { announcement } from '#kernel'

/** Something is to be done with a key: the worker looks at it as it is then. */
export const keyDue = announcement<{ grantId: string }>('access.key-due')

/** A door leads elsewhere, is set up, closed or back, or its alarm has other hours: the keys of what is behind it follow. */
export const doorChanged = announcement<{ doorId: string }>('access.door-changed')
