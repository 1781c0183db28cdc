/** Where hosts work with activities. */
export const staffPaths = {
  activities: '/staff/activities',
  newActivity: '/staff/activities/new',
  activity: (id: number) => `/staff/activities/${id}`,
  edit: (id: number, fromOccurrence?: number) =>
    `/staff/activities/${id}/edit${fromOccurrence === undefined ? '' : `?date=${fromOccurrence}`}`,
  cancel: (id: number) => `/staff/activities/${id}/cancel`,
  date: (id: number, occurrenceId: number) => `/staff/activities/${id}/dates/${occurrenceId}`,
  cancelDate: (id: number, occurrenceId: number) => `/staff/activities/${id}/dates/${occurrenceId}/cancel`,
}
