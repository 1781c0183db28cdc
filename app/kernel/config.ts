import { existsSync, readFileSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { z } from 'zod'
import { root } from './root.ts'

const port = z.coerce.number().int().min(0).max(65535)
const address = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''))

const environment = z.object({
  NODE_ENV: z.string().optional(),
  PORT: port.default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: address.optional(),
  DATABASE_URL: z.string().optional(),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(200).default(16),
  DATA_DIR: z.string().default('.data'),
  ROLE: z.enum(['web', 'worker', 'all']).default('all'),
  MUNICIPALITY: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .default('asker'),
  /** `off` renders every page anew, for measuring. */
  PAGE_CACHE: z.enum(['on', 'off']).default('on'),
  TRUST_PROXY: z.coerce.number().int().min(0).max(5).default(0),
  SECRET_KEYS: z.string().optional(),
  OIDC_ISSUER: address.optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_KEY: z.string().optional(),
  /** The day the key was made, when neither its `iat` nor its `kid` says so. */
  OIDC_CLIENT_KEY_MADE: z.iso.date().optional(),
  SMTP_URL: z.string().optional(),
  MAIL_FROM: z.string().optional(),
  TILE_URL: z
    .string()
    .default('https://cache.kartverket.no/v1/wmts/1.0.0/topo/default/webmercator/{z}/{y}/{x}.png'),
  /** `off`: only the municipality's own places and postal codes are known. */
  ADDRESS_URL: z.union([z.literal('off'), address]).default('https://ws.geonorge.no/adresser/v1'),
  /** The broker that MQTT locks are behind, in MQTT 5. */
  MQTT_URL: z.url({ protocol: /^mqtts?$/ }).optional(),
  /** A file with the certificates that vouch for it, where they are the municipality's own. */
  MQTT_CA: z.string().optional(),
  MQTT_USER: z.string().optional(),
  MQTT_PASSWORD: z.string().optional(),
  SECURITY_CONTACT: z.string().optional(),
  METRICS_TOKEN: z.string().min(16).optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).optional(),
})

export type Config = ReturnType<typeof readConfig>

/** A configuration that cannot be started with; each line names one thing that is missing or wrong. */
export class ConfigError extends Error {
  override name = 'ConfigError'

  readonly lines: string[]
  constructor(lines: string[]) {
    super(lines.join('\n'))
    this.lines = lines
  }
}

/** Parses the environment once. Throws ConfigError naming every problem, not only the first. */
export function readConfig(env: Record<string, string | undefined>) {
  const filled = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(filled)
  if (!parsed.success)
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`))
  const e = parsed.data
  if (e.MQTT_CA !== undefined && !existsSync(e.MQTT_CA))
    throw new ConfigError([`MQTT_CA: there is no file ${e.MQTT_CA}`])
  const production = e.NODE_ENV === 'production'
  if (production) refuseUnsafe(e)
  return {
    production,
    demonstration: !production,
    port: e.PORT,
    host: e.HOST,
    publicUrl: e.PUBLIC_URL ?? `http://localhost:${e.PORT}`,
    databaseUrl: e.DATABASE_URL ?? '',
    databaseConnections: e.DATABASE_CONNECTIONS,
    dataDir: isAbsolute(e.DATA_DIR) ? e.DATA_DIR : join(root, e.DATA_DIR),
    role: e.ROLE,
    municipality: e.MUNICIPALITY,
    pageCache: e.PAGE_CACHE === 'on',
    trustProxy: e.TRUST_PROXY,
    secretKeys: e.SECRET_KEYS,
    oidc: {
      issuer: e.OIDC_ISSUER,
      clientId: e.OIDC_CLIENT_ID,
      clientKey: e.OIDC_CLIENT_KEY,
      clientKeyMade: e.OIDC_CLIENT_KEY_MADE,
    },
    smtpUrl: e.SMTP_URL,
    mailFrom: e.MAIL_FROM,
    tileUrl: e.TILE_URL,
    addressUrl: e.ADDRESS_URL === 'off' ? undefined : e.ADDRESS_URL,
    mqtt: {
      url: e.MQTT_URL,
      ca: e.MQTT_CA === undefined ? undefined : readFileSync(e.MQTT_CA, 'utf8'),
      user: e.MQTT_USER,
      password: e.MQTT_PASSWORD,
    },
    securityContact: e.SECURITY_CONTACT,
    metricsToken: e.METRICS_TOKEN,
    // A newcomer's terminal shows the address and the personas, not a line per request.
    logLevel: e.LOG_LEVEL ?? (production ? 'info' : 'warn'),
  }
}

function refuseUnsafe(e: z.infer<typeof environment>) {
  const lines: string[] = []
  const needed = [
    'PUBLIC_URL',
    'DATABASE_URL',
    'SECRET_KEYS',
    'OIDC_ISSUER',
    'OIDC_CLIENT_ID',
    'OIDC_CLIENT_KEY',
  ] as const
  for (const name of [...needed, 'SMTP_URL', 'MAIL_FROM', 'SECURITY_CONTACT'] as const)
    if (!e[name]) lines.push(`${name} is missing`)
  if (e.PUBLIC_URL && !e.PUBLIC_URL.startsWith('https://')) lines.push('PUBLIC_URL must start with https://')
  if (e.OIDC_ISSUER && !e.OIDC_ISSUER.startsWith('https://'))
    lines.push('OIDC_ISSUER must start with https://')
  if (e.MQTT_URL && !e.MQTT_URL.startsWith('mqtts://')) lines.push('MQTT_URL must start with mqtts://')
  if (lines.length) throw new ConfigError(lines)
}

export const config = readConfig(process.env)

/** Where the program really answers; known late when PORT is 0. */
export function answersAt(url: string) {
  config.publicUrl = url
}
