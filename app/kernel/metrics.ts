import { Counter, collectDefaultMetrics, Gauge, Histogram, register } from 'prom-client'

collectDefaultMetrics({ eventLoopMonitoringPrecision: 10 })

export const counter = (name: string, help: string, labelNames: string[] = []) =>
  new Counter({ name, help, labelNames })
export const gauge = (name: string, help: string, collect: (this: Gauge) => void | Promise<void>) =>
  new Gauge({ name, help, collect })
export const histogram = (name: string, help: string, buckets: number[], labelNames: string[] = []) =>
  new Histogram({ name, help, buckets, labelNames })

export const metricsText = () => register.metrics()
export const metricsType = register.contentType

export const queries = counter('db_queries_total', 'Statements sent to the database')
export const requests = counter('http_requests_total', 'Requests answered', ['status'])
