import 'hono/jsx/jsx-runtime'

declare module 'hono/jsx/jsx-runtime' {
  namespace JSX {
    interface IntrinsicElements {
      'live-part': { id: string; topic: string; class?: string; children?: unknown }
    }
  }
}
