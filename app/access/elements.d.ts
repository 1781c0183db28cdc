import 'hono/jsx/jsx-runtime'

declare module 'hono/jsx/jsx-runtime' {
  namespace JSX {
    interface IntrinsicElements {
      'kept-key': { until?: string; children?: unknown }
    }
  }
}
