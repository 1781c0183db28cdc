import type { App } from '#kernel'
import { byLink, calendarOf, ofMine, peopleFile, pictureOfCode } from './files.ts'
import { mySignUpsPage } from './pages/my-sign-ups.tsx'
import { linkedSignUpPage, mySignUpPage } from './pages/own-sign-up.tsx'
import { peoplePage } from './pages/people-page.tsx'
import { signUpPage } from './pages/sign-up-page.tsx'

export function signUpRoutes(app: App) {
  app.all('/activities/:seriesId/sign-up', signUpPage)
  app.all('/sign-ups/:token', linkedSignUpPage)
  app.get('/sign-ups/:token/calendar.ics', calendarOf(byLink))
  app.get('/sign-ups/:token/qr.png', pictureOfCode)
  app.all('/me/sign-ups', mySignUpsPage)
  app.all('/me/sign-ups/:signUpId', mySignUpPage)
  app.get('/me/sign-ups/:signUpId/calendar.ics', calendarOf(ofMine))
  app.all('/staff/occurrences/:occurrenceId/people', peoplePage)
  app.get('/staff/occurrences/:occurrenceId/people.csv', peopleFile)
}
