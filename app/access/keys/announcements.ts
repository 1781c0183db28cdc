import { announcement } from '#kernel'

/** Something is to be done with a key: the worker looks at it as it is then. */
export const keyDue = announcement<{ grantId: string }>('access.key-due')
