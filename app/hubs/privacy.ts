import { type Db, type Lang, sql, type Tx } from '#kernel'
import type { ExportSection, PrivacyPart } from '#people'

/** What hubs keep about people: little, and nothing about residents. */
const part: PrivacyPart = {
  classes: [
    {
      key: 'hubs.contact-points',
      outlivesErasure: true,
      name: {
        nb: 'Torgenes kontaktpunkter',
        nn: 'Kontaktpunkta til torga',
        en: 'Contact points of the hubs',
      },
      what: {
        nb: 'Telefonnummer og e-postadresse som torget bruker utad.',
        nn: 'Telefonnummer og e-postadresse som torget bruker utetter.',
        en: 'Phone number and e-mail address that the hub uses in public.',
      },
      purpose: {
        nb: 'At innbyggere skal nå torget. Felles nummer og adresser, ikke ansattes egne.',
        nn: 'At innbyggjarar skal nå torget. Felles nummer og adresser, ikkje dei tilsette sine eigne.',
        en: 'So that residents can reach the hub. Shared numbers and addresses, not those of employees.',
      },
      basis: {
        nb: 'Oppgave i allmennhetens interesse (personvernforordningen artikkel 6 nr. 1 e)',
        nn: 'Oppgåve i ålmenta si interesse (personvernforordninga artikkel 6 nr. 1 e)',
        en: 'Task in the public interest (GDPR article 6 (1) (e))',
      },
      kept: { nb: 'Så lenge de er i bruk', nn: 'Så lenge dei er i bruk', en: 'As long as they are in use' },
    },
    {
      key: 'hubs.pictures',
      outlivesErasure: true,
      name: { nb: 'Bilder fra torgene', nn: 'Bilete frå torga', en: 'Pictures from the hubs' },
      what: {
        nb: 'Bilder, beskrivelse og fotografens navn. Sted, tid og kamera fjernes fra bildet når det lastes opp.',
        nn: 'Bilete, skildring og namnet på fotografen. Stad, tid og kamera blir fjerna frå biletet når det blir lasta opp.',
        en: 'Pictures, their description and the photographer’s name. Place, time and camera are removed on upload.',
      },
      purpose: { nb: 'Å vise fram torget', nn: 'Å vise fram torget', en: 'To show the hub' },
      basis: {
        nb: 'Samtykke fra dem som kan kjennes igjen, innhentet av torget',
        nn: 'Samtykke frå dei som kan kjennast att, henta inn av torget',
        en: 'Consent of those who can be recognised, asked for by the hub',
      },
      kept: {
        nb: 'Til torget tar bildet ned, eller noen på bildet ber om det',
        nn: 'Til torget tek biletet ned, eller nokon på biletet ber om det',
        en: 'Until the hub takes the picture down or somebody in it asks',
      },
    },
    {
      key: 'hubs.hours-drafts',
      staffOnly: true,
      name: {
        nb: 'Utkast til endret åpningstid',
        nn: 'Utkast til endra opningstid',
        en: 'Drafts of changed hours',
      },
      what: { nb: 'Hvem som laget utkastet', nn: 'Kven som laga utkastet', en: 'Who made the draft' },
      purpose: {
        nb: 'At en endring kan vises før den gjennomføres',
        nn: 'At ei endring kan visast før ho blir gjennomført',
        en: 'So that a change can be shown before it is made',
      },
      basis: {
        nb: 'Oppgave i allmennhetens interesse (personvernforordningen artikkel 6 nr. 1 e)',
        nn: 'Oppgåve i ålmenta si interesse (personvernforordninga artikkel 6 nr. 1 e)',
        en: 'Task in the public interest (GDPR article 6 (1) (e))',
      },
      kept: { nb: '30 dager', nn: '30 dagar', en: '30 days' },
    },
  ],
  exportOf,
  erase: async (tx, personId) => {
    await tx
      .updateTable('hubs.hours_draft')
      .set({ drafted_by: null })
      .where('drafted_by', '=', personId)
      .execute()
    return []
  },
  cleanUp: async (tx: Tx) => {
    await sql`delete from hubs.hours_draft where created_at < now() - interval '30 days'`.execute(tx)
  },
}
export const privacyParts = [part]

const titles: Record<Lang, { title: string; hub: string; made: string; applied: string }> = {
  nb: { title: 'Utkast til endret åpningstid', hub: 'Torg', made: 'Laget', applied: 'Gjennomført' },
  nn: { title: 'Utkast til endra opningstid', hub: 'Torg', made: 'Laga', applied: 'Gjennomført' },
  en: { title: 'Drafts of changed hours', hub: 'Hub', made: 'Made', applied: 'Carried out' },
}

async function exportOf(db: Db, personId: string, lang: Lang): Promise<ExportSection[]> {
  const t = titles[lang]
  const rows = await db
    .selectFrom('hubs.hours_draft as d')
    .innerJoin('hubs.hub as h', 'h.id', 'd.hub_id')
    .select(['h.name as hub', 'd.created_at as made', 'd.applied_at as applied'])
    .where('d.drafted_by', '=', personId)
    .orderBy('d.created_at')
    .execute()
  return [
    {
      key: 'hubs.hours-drafts',
      title: t.title,
      columns: { hub: t.hub, made: t.made, applied: t.applied },
      rows,
    },
  ]
}
