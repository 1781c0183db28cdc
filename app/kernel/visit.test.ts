import { describe, expect, it } from 'vitest'
import { isForeign } from './security.ts'
import { networkOf, ownPath, splitLanguage, urlIn } from './visit.ts'

describe('the language is the first part of the address', () => {
  it.each([
    ['/hubs', 'nb', '/hubs'],
    ['/nn/hubs', 'nn', '/hubs'],
    ['/en', 'en', '/'],
    ['/en/', 'en', '/'],
    ['/england', 'nb', '/england'],
    ['/nb/hubs', 'nb', '/nb/hubs'],
    ['//evil.example', 'nb', '/evil.example'],
    ['/nn///evil.example', 'nn', '/evil.example'],
  ])('%s', (address, lang, path) => expect(splitLanguage(address)).toEqual([lang, path]))
  it('leads back to the same address', () => {
    expect(urlIn('nn', '/hubs')).toBe('/nn/hubs')
    expect(urlIn('en', '/')).toBe('/en')
    expect(urlIn('nb', '/')).toBe('/')
  })
})

describe('a redirect never leaves the site', () => {
  it.each([
    ['/me?done=x', '/me?done=x'],
    ['/en/me', '/me'],
    ['//evil.example', '/'],
    ['/nn//evil.example', '/evil.example'],
    ['/.//evil.example', '/evil.example'],
    ['/en/\t/evil.example', '/evil.example'],
    ['https://evil.example', '/'],
    ['/\\evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['', '/'],
    [undefined, '/'],
  ])('%s', (asked, given) => expect(ownPath(asked)).toBe(given))
})

describe('limits count networks', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:aaaa::1', '2001:db8:1:2'],
    ['2001:db8:1:2::bbbb', '2001:db8:1:2'],
    ['2001:db8::a:b:c:d', '2001:db8:0:0'],
    ['2001:0DB8::a:b:c:e', '2001:db8:0:0'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['', ''],
  ])('%s', (ip, network) => expect(networkOf(ip)).toBe(network))
})

describe('a write sent by another site is foreign', () => {
  const write = (headers: Record<string, string>, method = 'POST') =>
    isForeign(new Request('http://localhost:3000/me', { method, headers }))
  it.each([
    [{ 'sec-fetch-site': 'cross-site' }, true],
    [{ 'sec-fetch-site': 'same-site' }, true],
    [{ 'sec-fetch-site': 'same-origin' }, false],
    [{ origin: 'https://evil.example' }, true],
    [{ origin: 'null' }, true],
    [{ origin: 'http://localhost:3000' }, false],
    [{}, false],
  ] as [Record<string, string>, boolean][])('%o', (headers, foreign) => expect(write(headers)).toBe(foreign))
  it('but reading is not', () => expect(write({ origin: 'https://evil.example' }, 'GET')).toBe(false))
})
