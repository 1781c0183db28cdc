import { fieldsFrom, type Rule, rruleFrom, type WeekdayCode, weekdayCodes } from '#recurrence'

const shifted = (code: WeekdayCode, days: number) => {
  const count = weekdayCodes.length
  return weekdayCodes[(((weekdayCodes.indexOf(code) + days) % count) + count) % count] as WeekdayCode
}

/**
 * The rule so many days later, at another time: Tuesdays and Thursdays become Wednesdays and Fridays, and the last day moves
 * along, or the last meeting would fall off. A rule that the plain fields cannot say keeps its own weekdays.
 */
export function movedRule(rule: Rule, days: number, { time, minutes }: Pick<Rule, 'time' | 'minutes'>): Rule {
  if (days === 0) return { ...rule, time, minutes }
  const later = (date: string) => Temporal.PlainDate.from(date).add({ days }).toString()
  const start = Temporal.PlainDate.from(rule.start)
  const moved = start.add({ days })
  const fields = fieldsFrom(rule.rrule, start)
  const rrule =
    fields.repeat === 'rrule'
      ? rule.rrule
      : rruleFrom(
          {
            ...fields,
            weekdays: fields.weekdays?.map((code) => shifted(code, days)),
            until: fields.until && later(fields.until),
          },
          moved,
        )
  return {
    ...rule,
    start: moved.toString(),
    time,
    minutes,
    rrule,
    extraDates: rule.extraDates.map(later),
    cancelledDates: rule.cancelledDates.map(later),
  }
}
