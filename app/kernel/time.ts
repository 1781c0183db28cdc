import { municipality } from './municipality.ts'

/** The municipality's IANA time zone. Rules and series are wall clock here, whatever zone the process runs in. */
export const zone = municipality.timeZone

export const now = () => Temporal.Now.instant()
export const today = (at: Temporal.Instant = now()) => inZone(at).toPlainDate()
export const inZone = (instant: Temporal.Instant) => instant.toZonedDateTimeISO(zone)

/** An instant from PostgreSQL's text form, e.g. `2026-11-22 17:00:00+00`. */
export const instantOf = (text: string) => Temporal.Instant.from(text)

/**
 * The instant at which clocks in the municipality show `date` and `time`. A time that the spring night skips
 * (02:30) moves on to 03:30; one that the autumn night has twice means the first.
 */
export const instantAt = (date: Temporal.PlainDate, time: Temporal.PlainTime) =>
  date.toPlainDateTime(time).toZonedDateTime(zone, { disambiguation: 'compatible' }).toInstant()

export const startOfDay = (date: Temporal.PlainDate) => date.toZonedDateTime(zone).toInstant()
