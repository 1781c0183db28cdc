import 'hono/jsx/jsx-runtime'

declare module 'hono/jsx/jsx-runtime' {
  namespace JSX {
    interface IntrinsicElements {
      'room-calendar': Record<string, unknown>
    }
  }
}
