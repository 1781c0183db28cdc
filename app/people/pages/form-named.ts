import { FormState, type Visit } from '#kernel'

/**
 * The visit as one of several forms on a page should see it: only the form that was sent shows what was typed and
 * what was wrong with it; the others stand as stored. `of` tells forms of the same name apart by a hidden field.
 */
export const formNamed = (c: Visit, name: string, of: Record<string, string> = {}): Visit =>
  c.form.value('do') === name && Object.entries(of).every(([field, value]) => c.form.value(field) === value)
    ? c
    : Object.create(c, { form: { value: new FormState(c.lang) } })
