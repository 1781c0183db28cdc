import { hubNames } from '#hubs'
import type { App, Listener, Timer, Tx } from '#kernel'
import { collectPrivacy, knowHubs, type PrivacyPart } from '#people'
import { modulesFromTheGround } from './kernel/module-order.ts'

type Routes = { routes?: (app: App) => void }
/** Something that runs as long as the worker does: it listens to what no announcement tells. */
type Service = () => Promise<{ stop(): Promise<void> }>
type Listens = { listens?: Listener[]; timers?: Timer[]; services?: Service[] }
type Privacy = { privacyParts?: readonly PrivacyPart[] }
type Seed = { seed?: (tx: Tx) => Promise<void> }

const inOrder = <T>(found: Record<string, T>): T[] => {
  const order: readonly string[] = modulesFromTheGround
  const place = (path: string) => order.indexOf(path.split('/')[1] as string)
  return Object.entries(found)
    .sort(([a], [b]) => place(a) - place(b))
    .map(([, module]) => module)
}

export const moduleRoutes = inOrder(import.meta.glob<Routes>('./*/routes.{ts,tsx}', { eager: true }))
export const moduleListens = inOrder(import.meta.glob<Listens>('./*/listens.{ts,tsx}', { eager: true }))
/** Loaded only where the demonstration fills a new database. */
export const moduleSeeds = inOrder(import.meta.glob<Seed>('./*/seed.ts'))

// People answers for every module's personal data and lists the hubs where roles are held, but stands below them.
const modulePrivacy = inOrder(import.meta.glob<Privacy>('./*/privacy.ts', { eager: true }))
collectPrivacy(modulePrivacy.reverse().flatMap((module) => module.privacyParts ?? []))
knowHubs(hubNames)
