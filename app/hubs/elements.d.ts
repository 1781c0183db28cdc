import 'hono/jsx/jsx-runtime'

declare module 'hono/jsx/jsx-runtime' {
  namespace JSX {
    interface IntrinsicElements {
      'hub-map': Record<string, unknown>
      'near-me': Record<string, unknown>
    }
  }
}
