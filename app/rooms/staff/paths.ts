const query = (given: Record<string, string | number | null | undefined>) => {
  const said = new URLSearchParams()
  for (const [name, value] of Object.entries(given))
    if (value != null && value !== '') said.set(name, `${value}`)
  return said.size > 0 ? `?${said}` : ''
}

export const staffRoomPaths = {
  rooms: (hubId?: string | null) => `/staff/rooms${query({ hub: hubId })}`,
  newRoom: (hubId?: string | null) => `/staff/rooms/new${query({ hub: hubId })}`,
  room: (roomId: string) => `/staff/rooms/${roomId}`,
  rules: (roomId: string) => `/staff/rooms/${roomId}/rules`,
  parts: (roomId: string) => `/staff/rooms/${roomId}/parts`,
  pictures: (roomId: string) => `/staff/rooms/${roomId}/pictures`,
  terms: (hubId?: string | null) => `/staff/rooms/terms${query({ hub: hubId })}`,
  figures: (about: { hub?: string | null; from?: string; to?: string } = {}) =>
    `/staff/rooms/figures${query(about)}`,
  figuresFile: (about: { hub: string; from: string; to: string }) =>
    `/staff/rooms/figures.csv${query(about)}`,
  bookings: (hubId?: string | null) => `/staff/bookings${query({ hub: hubId })}`,
  bookingsFile: (about: { hub: string; from: string; to: string }) => `/staff/bookings.csv${query(about)}`,
  booking: (id: string) => `/staff/bookings/${id}`,
  newBooking: (about: { hub?: string; room?: string; date?: string; time?: string } = {}) =>
    `/staff/bookings/new${query(about)}`,
  newBlock: (about: { hub?: string; room?: string; date?: string } = {}) =>
    `/staff/bookings/block${query(about)}`,
  calendar: (hubId: string, about: { view?: string; date?: string; room?: string } = {}) =>
    `/staff/hubs/${hubId}/room-calendar${query(about)}`,
}
