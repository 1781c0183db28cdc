import { expect, test } from 'vitest'
import { csv } from './csv.ts'

test('a name that a spreadsheet would run as a formula stays a name', () => {
  expect(csv([['=HYPERLINK("http://x")', '+47 900', '@a', -3]])).toBe(
    '\uFEFF"\'=HYPERLINK(""http://x"")";\'+47 900;\'@a;-3\r\n',
  )
})

test('a line break in a purpose does not make a new row', () => {
  expect(csv([['Kor\nog kake; ja', null]])).toBe('\uFEFF"Kor og kake; ja";\r\n')
})
