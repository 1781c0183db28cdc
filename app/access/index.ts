export type * from './adapters/adapter.ts'
