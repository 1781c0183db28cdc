import { listen } from '#kernel'
import { seriesChanged } from '../announcements.ts'
import { tellOfSeries } from './mails.ts'

export const seriesListens = [listen(seriesChanged, 'rooms.tell-of-series', tellOfSeries)]
