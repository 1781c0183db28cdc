// Written by "npm run tables" from the migrations. Do not edit.

import type { ColumnType } from "kysely";

export type Generated<T> = T extends ColumnType<infer S, infer I, infer U>
  ? ColumnType<S, I | undefined, U>
  : ColumnType<T, T | undefined, T>;

export interface AccessAccessList {
  counter: number;
  door_id: string;
  issued_at: string;
  signed: string;
  valid_until: string;
}

export interface AccessAgreement {
  agreed_at: Generated<string>;
  ended_at: string | null;
  ended_by: string | null;
  hub_id: string;
  id: Generated<string>;
  person_id: string;
  terms_id: number;
  valid_to: string;
}

export interface AccessCommand {
  door_id: string;
  expires_at: string;
  grant_id: string | null;
  id: Generated<string>;
  made_at: Generated<string>;
  person_id: string | null;
  result: string | null;
  taken_at: string | null;
  what: string;
}

export interface AccessDoor {
  adapter: string;
  agent_secret: string | null;
  alarm_from: string | null;
  alarm_to: string | null;
  created_at: Generated<string>;
  directions: Generated<any>;
  emergency_phone: string;
  example: Generated<boolean>;
  fail_state: Generated<string>;
  fire_safety: Generated<any>;
  hub_id: string;
  id: string;
  name: any;
  number: Generated<number>;
  revocation_counter: Generated<number>;
  settings: Generated<any>;
  state: Generated<string>;
}

export interface AccessDoorReport {
  at: Generated<string>;
  detail: string | null;
  door_id: string;
  ended_at: string | null;
  ended_by: string | null;
  grant_id: string | null;
  id: Generated<number>;
  kind: string;
  seen_at: Generated<string>;
  slot: number | null;
}

export interface AccessDoorStatus {
  battery: number | null;
  checked_at: string | null;
  device_hash: string | null;
  device_seq: Generated<number>;
  door_id: string;
  heard_at: string | null;
  jammed: Generated<boolean>;
  list_counter: Generated<number>;
  locked: boolean | null;
  online: Generated<boolean>;
  revocation_counter: Generated<number>;
}

export interface AccessGrantPin {
  confirmed_at: string | null;
  door_id: string;
  grant_id: string;
  pin_hash: string;
  sealed: string;
  slot: number | null;
}

export interface AccessKeyGrant {
  attempts: Generated<number>;
  booking_id: string | null;
  cause: string;
  cause_id: string;
  cause_version: Generated<number>;
  created_at: Generated<string>;
  cut_by: Generated<string[]>;
  detail: string | null;
  door_id: string;
  from_at: string;
  given_by: string | null;
  hub_id: string;
  id: string;
  leased_until: string | null;
  next_try_at: string | null;
  note: string | null;
  opened_at: string | null;
  person_id: string | null;
  replaces_id: string | null;
  revoke_reason: string | null;
  revoked_at: string | null;
  revoked_by: string | null;
  starts_at: string;
  state: Generated<string>;
  state_at: Generated<string>;
  to_at: string;
  told_at: string | null;
  version: Generated<number>;
}

export interface AccessLogEntry {
  day: string;
  detail: string | null;
  device_at: string | null;
  device_seq: number | null;
  door_id: string;
  grant_id: string | null;
  hash: string;
  how: string;
  hub_id: string;
  person_id: string | null;
  previous_hash: string;
  received_at: string;
  seq: number;
  what: string;
}

export interface AccessLogHead {
  hash: string;
  only_row: Generated<boolean>;
  seq: number;
}

export interface AccessLogSegment {
  closed_at: Generated<string>;
  day: string;
  dropped_at: string | null;
  first_seq: number;
  key_id: number;
  last_hash: string;
  last_seq: number;
  previous_hash: string;
  signature: string;
}

export interface AccessRevocation {
  at: Generated<string>;
  counter: number;
  door_id: string;
  grant_id: string;
  until: string;
}

export interface AccessRoomDoor {
  door_id: string;
  place_in_list: Generated<number>;
  room_id: string;
}

export interface AccessSigningKey {
  id: number;
  made_at: Generated<string>;
  public_key: string;
  retired_at: string | null;
  sealed_private_key: string;
}

export interface AccessSimulatedLock {
  battery: Generated<number>;
  door_id: string;
  jammed: Generated<boolean>;
  late_seconds: Generated<number>;
  locked: Generated<boolean>;
  lose_commands: Generated<number>;
  lose_replies: Generated<number>;
  online: Generated<boolean>;
  slots: Generated<number>;
  unlocked_at: string | null;
}

export interface AccessSimulatedMessage {
  at: Generated<string>;
  change: any | null;
  door_id: string;
  due_at: string | null;
  id: Generated<number>;
  what: string;
}

export interface AccessSimulatedSlot {
  door_id: string;
  pin_hash: string;
  slot: number;
}

export interface AccessSlotQuarantine {
  door_id: string;
  since: Generated<string>;
  slot: number;
  why: string;
}

export interface AccessStafflessDoor {
  door_id: string;
}

export interface AccessStafflessTerms {
  body: any;
  example: Generated<boolean>;
  hub_id: string;
  id: Generated<number>;
  minimum_age: number;
  months: Generated<number>;
  version: number;
  written_at: Generated<string>;
  written_by: string | null;
}

export interface AccessSuspension {
  appeal: string | null;
  appeal_answer: string | null;
  appeal_decided_at: string | null;
  appeal_decided_by: string | null;
  appeal_upheld: boolean | null;
  appealed_at: string | null;
  decided_by: string;
  hub_id: string;
  id: Generated<string>;
  lifted_at: string | null;
  lifted_by: string | null;
  person_id: string;
  reason: string;
  starts_at: Generated<string>;
  until: string;
}

export interface AccessUsedPin {
  door_id: string;
  last_used_at: string;
  pin_hash: string;
}

export interface ActivitiesAbsence {
  at: Generated<string>;
  occurrence_id: number;
  seats: number;
  sign_up_id: string;
}

export interface ActivitiesAnswer {
  answer: string;
  expires_at: string;
  question_id: string;
  sign_up_id: string;
}

export interface ActivitiesAskedAboutMinimum {
  at: Generated<string>;
  occurrence_id: number;
  starts_at: string;
}

export interface ActivitiesAttendance {
  at: Generated<string>;
  by_person: string | null;
  count: number;
  occurrence_id: number;
  sign_up_id: string | null;
}

export interface ActivitiesAttendee {
  child_id: string | null;
  id: Generated<number>;
  live: Generated<boolean>;
  name: string | null;
  pool_id: number;
  sign_up_id: string;
}

export interface ActivitiesChange {
  at: Generated<string>;
  details: Generated<any>;
  id: Generated<number>;
  occurrence_id: number | null;
  person_id: string | null;
  series_id: number;
  what: string;
}

export interface ActivitiesOccurrence {
  attention: string | null;
  changes: Generated<any>;
  ends_at: string;
  hub_id: string | null;
  id: Generated<number>;
  message: any | null;
  original_date: string;
  sequence: Generated<number>;
  series_id: number;
  starts_at: string;
  state: Generated<string>;
}

export interface ActivitiesPool {
  capacity: number | null;
  id: Generated<number>;
  next_rank: Generated<number>;
  occurrence_id: number | null;
  series_id: number;
  taken: Generated<number>;
}

export interface ActivitiesReminded {
  occurrence_id: number;
  sign_up_id: string;
  starts_at: string;
}

export interface ActivitiesSeries {
  accessibility: Generated<string[]>;
  accessibility_note: Generated<any>;
  age_max: number | null;
  age_min: number | null;
  audience: Generated<string[]>;
  body: Generated<any>;
  bring: Generated<any>;
  cancelled_message: any | null;
  capacity: number | null;
  category: string;
  closes_minutes_before: Generated<number>;
  contact: Generated<any>;
  continues_series_id: number | null;
  created_at: Generated<string>;
  created_by: string | null;
  dates_until: string | null;
  example: Generated<boolean>;
  folded: Generated<string | null>;
  form: string;
  free: Generated<boolean>;
  hub_id: string | null;
  id: Generated<number>;
  languages: Generated<string[]>;
  links: Generated<any>;
  max_party: Generated<number>;
  meeting_point: Generated<any>;
  minimum: number | null;
  needs_hours: Generated<string>;
  opens_at: string | null;
  organiser_kind: Generated<string>;
  organiser_name: Generated<string>;
  outdoors: Generated<boolean>;
  picture_id: number | null;
  place: Generated<any>;
  price: Generated<any>;
  published_at: string | null;
  questions: Generated<any>;
  room_ids: Generated<string[]>;
  rule: any;
  search: Generated<string | null>;
  sequence: Generated<number>;
  sign_up: Generated<string>;
  state: Generated<string>;
  summary: Generated<any>;
  title: any;
  updated_at: Generated<string>;
  updated_by: string | null;
  waiting_list: Generated<boolean>;
}

export interface ActivitiesSignUp {
  anonymised_at: string | null;
  attends: Generated<boolean>;
  cancelled_at: string | null;
  cancelled_by: string | null;
  code: string;
  confirmed_at: string | null;
  created_at: Generated<string>;
  email: string | null;
  evenings_version: Generated<number>;
  held_until: string | null;
  holds: boolean;
  id: Generated<string>;
  lang: Generated<string>;
  lapsed_from: string | null;
  name: string | null;
  party_size: number;
  person_id: string | null;
  phone: string | null;
  pool_id: number;
  rank: number | null;
  remind: Generated<boolean>;
  signed_up_by: string | null;
  state: string;
  version: Generated<number>;
}

export interface ActivitiesSignUpLink {
  made_at: Generated<string>;
  sign_up_id: string;
  token_hash: string;
}

export interface ActivitiesToldOfNews {
  only_row: Generated<boolean>;
  until: string;
}

export interface HubsClosure {
  created_at: Generated<string>;
  effect: string;
  ends_at: string | null;
  hub_id: string | null;
  id: Generated<number>;
  may_be_extended: Generated<boolean>;
  reason: any;
  service_id: string | null;
  starts_at: string;
  withdrawn_at: string | null;
}

export interface HubsClosureException {
  closure_id: number;
  hours: string;
  hub_id: string;
  id: Generated<number>;
  note: any | null;
  osm: string | null;
  service_id: string | null;
}

export interface HubsFacility {
  answer: string;
  example: Generated<boolean>;
  hub_id: string;
  kind: string;
  note: any | null;
  source: string | null;
}

export interface HubsFactsVersion {
  only_row: Generated<boolean>;
  version: number;
}

export interface HubsHours {
  closed_on_holidays: boolean;
  created_at: Generated<string>;
  ended_at: string | null;
  example: Generated<boolean>;
  hub_id: string;
  id: Generated<number>;
  kind: string;
  note: any | null;
  osm: string;
  service_id: string | null;
  source: string | null;
  valid_from: string | null;
  valid_to: string | null;
}

export interface HubsHoursDraft {
  applied_at: string | null;
  created_at: Generated<string>;
  drafted_by: string | null;
  hub_id: string;
  id: Generated<string>;
  wish: any;
}

export interface HubsHub {
  address: string | null;
  address_source: string | null;
  created_at: Generated<string>;
  edited_at: string | null;
  email: string | null;
  id: string;
  lat: number | null;
  lon: number | null;
  name: string;
  opened_on: string | null;
  opened_source: string | null;
  phone: string | null;
  phone_note: any | null;
  phone_source: string | null;
  place_in_list: Generated<number>;
  position_source: string | null;
  postal_code: string | null;
  postal_place: string | null;
  profile: any | null;
  profile_source: string | null;
}

export interface HubsMenuItem {
  allergens: any | null;
  example: Generated<boolean>;
  id: Generated<number>;
  name: any;
  place_in_list: Generated<number>;
  price: number | null;
  service_id: string;
}

export interface HubsPicture {
  alt: any;
  created_at: Generated<string>;
  credit: string | null;
  hash: string;
  height: number;
  hub_id: string;
  id: Generated<number>;
  place_in_list: Generated<number>;
  removed_at: string | null;
  width: number;
  widths: number[];
}

export interface HubsSchoolHoliday {
  ends_on: string;
  id: Generated<number>;
  name: any;
  proposal: Generated<boolean>;
  source: string | null;
  starts_on: string;
}

export interface HubsService {
  created_at: Generated<string>;
  ended_at: string | null;
  hub_id: string;
  id: string;
  kind: string;
  name: any;
  note: any | null;
  phone: string | null;
  place: any | null;
  place_in_list: Generated<number>;
  provider: any | null;
  source: string | null;
  website: string | null;
}

export interface HubsStatusPeriod {
  hub_id: string;
  id: Generated<number>;
  source: string | null;
  status: string;
  valid_from: string | null;
  valid_to: string | null;
}

export interface KernelAnswer {
  answered_at: Generated<string>;
  body: any;
  fingerprint: string;
  key: string;
  scope: string;
  status: number;
}

export interface KernelMail {
  body_html: string | null;
  body_text: string;
  calendar: any | null;
  failure: string | null;
  headers: Generated<any>;
  id: Generated<number>;
  key: string;
  lang: string;
  person_id: string | null;
  recipient: string;
  sent_at: string | null;
  state: Generated<string>;
  subject: string;
  written_at: Generated<string>;
}

export interface KernelRate {
  key: string;
  used: number;
  window_ends: string;
}

export interface PeopleAssociation {
  active_from: Generated<string>;
  active_to: string | null;
  created_at: Generated<string>;
  created_by: string | null;
  example: Generated<boolean>;
  hub_id: string | null;
  id: Generated<string>;
  kind: Generated<string>;
  name: string;
  org_number: string | null;
}

export interface PeopleAudit {
  about_id: string;
  about_kind: string;
  about_person: string | null;
  action: string;
  actor_id: string | null;
  actor_kind: string;
  at: Generated<string>;
  details: any | null;
  hub_id: string | null;
  id: Generated<number>;
  kind: string;
  request_id: string | null;
}

export interface PeopleChild {
  birth_year: number | null;
  created_at: Generated<string>;
  erased_at: string | null;
  id: Generated<string>;
  name: string | null;
}

export interface PeopleContact {
  confirmed_at: string | null;
  kind: string;
  pending_code_hash: string | null;
  pending_tries: Generated<number>;
  pending_until: string | null;
  pending_value: string | null;
  person_id: string;
  value: string | null;
}

export interface PeopleFollow {
  person_id: string;
  since: Generated<string>;
  topic: string;
}

export interface PeopleGuardianInvitation {
  child_id: string;
  created_at: Generated<string>;
  email: string;
  expires_at: string;
  id: Generated<string>;
  invited_by: string;
  token_hash: string;
}

export interface PeopleGuardianship {
  child_id: string;
  from_date: string;
  id: Generated<string>;
  invited_by: string | null;
  person_id: string;
  to_date: string | null;
}

export interface PeopleKeptRecord {
  data_class: string;
  id: Generated<string>;
  keep_until: string;
  legal_basis: string;
  request_id: string;
  sealed: string | null;
}

export interface PeopleLogin {
  issuer: string;
  person_id: string;
  subject: string;
}

export interface PeopleLogoutToken {
  expires_at: string;
  issuer: string;
  jti: string;
}

export interface PeopleMandate {
  association_id: string;
  ended_at: string | null;
  ended_by: string | null;
  from_date: Generated<string>;
  granted_at: Generated<string>;
  granted_by: string | null;
  id: Generated<string>;
  person_id: string;
  role: string;
  to_date: string | null;
}

export interface PeopleMessageChoice {
  kind: string;
  person_id: string;
  wanted: boolean;
}

export interface PeopleNationalId {
  lookup_hash: string;
  person_id: string;
  sealed: string;
}

export interface PeoplePerson {
  birth_band: string | null;
  created_at: Generated<string>;
  erased_at: string | null;
  id: Generated<string>;
  language: Generated<string>;
  last_signed_in_at: Generated<string>;
  name: string | null;
}

export interface PeoplePrivacyRequest {
  asked_at: Generated<string>;
  done_at: string | null;
  id: Generated<string>;
  kind: string;
  person_id: string;
}

export interface PeopleRoleGrant {
  ended_at: string | null;
  ended_by: string | null;
  from_date: string;
  granted_at: Generated<string>;
  granted_by: string | null;
  hub_id: string | null;
  id: Generated<string>;
  person_id: string;
  role: string;
  to_date: string | null;
}

export interface PeopleSession {
  acr: string;
  created_at: Generated<string>;
  device: string;
  ended_at: string | null;
  ended_because: string | null;
  expires_at: string;
  id: Generated<string>;
  id_token_sealed: string | null;
  issuer: string;
  issuer_sid: string | null;
  last_seen_at: Generated<string>;
  person_id: string;
  rotated_at: Generated<string>;
  signed_in_at: Generated<string>;
  stepped_up_at: string | null;
  token_hash: string;
}

export interface PeopleSignInAttempt {
  anew: boolean;
  browser_hash: string;
  created_at: Generated<string>;
  expires_at: string;
  language: string;
  leads_to: string;
  nonce: string;
  state_hash: string;
  step_up_of: string | null;
  verifier_sealed: string;
  wanted_acr: string;
}

export interface PortalCalendarLink {
  made_at: Generated<string>;
  person_id: string;
  read_at: string | null;
  salt: string;
  token_hash: string;
}

export interface PortalFeedback {
  about_path: string | null;
  answer_to: string | null;
  handled_at: string | null;
  handled_by: string | null;
  id: Generated<number>;
  kind: string;
  lang: string;
  message: string;
  sent_at: Generated<string>;
}

export interface RoomsBooking {
  about: string | null;
  alcohol: Generated<boolean>;
  anonymised_at: string | null;
  answer_by: string | null;
  association_id: string | null;
  attention: string | null;
  audience: Generated<string>;
  checked_in_at: string | null;
  correct_by: string | null;
  created_at: Generated<string>;
  created_by: string | null;
  ended_at: string | null;
  ends_at: string;
  first_starts_at: string;
  for_email: string | null;
  for_name: string | null;
  for_phone: string | null;
  head_count: Generated<number>;
  held_until: string | null;
  hours_state: string;
  hub_id: string;
  id: Generated<string>;
  kind: string;
  message: any | null;
  original_date: string | null;
  override_reason: string | null;
  party: Generated<boolean>;
  person_id: string | null;
  price_group: string | null;
  price_ore: Generated<number>;
  purpose: Generated<string>;
  responsible_name: string | null;
  responsible_phone: string | null;
  room_id: string;
  series_id: number | null;
  starts_at: string;
  state: string;
  terms_id: number | null;
  tidy_minutes: Generated<number>;
  title: any | null;
  used_at: string | null;
  version: Generated<number>;
}

export interface RoomsOccupancy {
  booking_id: string;
  during: string;
  part_id: number;
}

export interface RoomsPart {
  hub_id: string;
  id: Generated<number>;
  name: any;
  place_in_list: Generated<number>;
}

export interface RoomsRefusedDate {
  choice: string;
  code: string;
  date: string;
  moved_to: string | null;
  series_id: number;
}

export interface RoomsReminded {
  booking_id: string;
  starts_at: string;
}

export interface RoomsRoom {
  accessibility: Generated<string[]>;
  accessibility_note: Generated<any>;
  area_m2: number | null;
  camera_notice: Generated<any>;
  capacity: number;
  created_at: Generated<string>;
  equipment: Generated<string[]>;
  equipment_note: Generated<any>;
  example: Generated<boolean>;
  fire_safety: Generated<any>;
  floor: Generated<any>;
  hub_id: string;
  id: string;
  instructions: Generated<any>;
  kind: string;
  name: any;
  place_in_list: Generated<number>;
  rules: any;
  state: Generated<string>;
  step_free: boolean | null;
  summary: Generated<any>;
  terms_id: number | null;
  updated_at: Generated<string>;
  updated_by: string | null;
  version: Generated<number>;
}

export interface RoomsRoomPart {
  part_id: number;
  room_id: string;
}

export interface RoomsRoomPicture {
  picture_id: number;
  place_in_list: Generated<number>;
  room_id: string;
}

export interface RoomsRoomsVersion {
  only_row: Generated<boolean>;
  version: number;
}

export interface RoomsSeries {
  association_id: string | null;
  continues_series_id: number | null;
  created_at: Generated<string>;
  id: Generated<number>;
  person_id: string | null;
  room_id: string;
  rule: any;
  version: Generated<number>;
}

export interface RoomsStep {
  at: Generated<string>;
  booking_id: string;
  details: Generated<any>;
  id: Generated<number>;
  person_id: string | null;
  reason: string | null;
  what: string;
}

export interface RoomsTerms {
  body: any;
  hub_id: string | null;
  id: Generated<number>;
  title: any;
  version: number;
  written_at: Generated<string>;
  written_by: string | null;
}

export interface RoomsWait {
  association_id: string | null;
  booking_id: string | null;
  created_at: Generated<string>;
  ends_at: string;
  head_count: Generated<number>;
  id: Generated<string>;
  offered_until: string | null;
  person_id: string;
  room_id: string;
  starts_at: string;
  state: Generated<string>;
  version: Generated<number>;
}

export interface Tables {
  "access.access_list": AccessAccessList;
  "access.agreement": AccessAgreement;
  "access.command": AccessCommand;
  "access.door": AccessDoor;
  "access.door_report": AccessDoorReport;
  "access.door_status": AccessDoorStatus;
  "access.grant_pin": AccessGrantPin;
  "access.key_grant": AccessKeyGrant;
  "access.log_entry": AccessLogEntry;
  "access.log_head": AccessLogHead;
  "access.log_segment": AccessLogSegment;
  "access.revocation": AccessRevocation;
  "access.room_door": AccessRoomDoor;
  "access.signing_key": AccessSigningKey;
  "access.simulated_lock": AccessSimulatedLock;
  "access.simulated_message": AccessSimulatedMessage;
  "access.simulated_slot": AccessSimulatedSlot;
  "access.slot_quarantine": AccessSlotQuarantine;
  "access.staffless_door": AccessStafflessDoor;
  "access.staffless_terms": AccessStafflessTerms;
  "access.suspension": AccessSuspension;
  "access.used_pin": AccessUsedPin;
  "activities.absence": ActivitiesAbsence;
  "activities.answer": ActivitiesAnswer;
  "activities.asked_about_minimum": ActivitiesAskedAboutMinimum;
  "activities.attendance": ActivitiesAttendance;
  "activities.attendee": ActivitiesAttendee;
  "activities.change": ActivitiesChange;
  "activities.occurrence": ActivitiesOccurrence;
  "activities.pool": ActivitiesPool;
  "activities.reminded": ActivitiesReminded;
  "activities.series": ActivitiesSeries;
  "activities.sign_up": ActivitiesSignUp;
  "activities.sign_up_link": ActivitiesSignUpLink;
  "activities.told_of_news": ActivitiesToldOfNews;
  "hubs.closure": HubsClosure;
  "hubs.closure_exception": HubsClosureException;
  "hubs.facility": HubsFacility;
  "hubs.facts_version": HubsFactsVersion;
  "hubs.hours": HubsHours;
  "hubs.hours_draft": HubsHoursDraft;
  "hubs.hub": HubsHub;
  "hubs.menu_item": HubsMenuItem;
  "hubs.picture": HubsPicture;
  "hubs.school_holiday": HubsSchoolHoliday;
  "hubs.service": HubsService;
  "hubs.status_period": HubsStatusPeriod;
  "kernel.answer": KernelAnswer;
  "kernel.mail": KernelMail;
  "kernel.rate": KernelRate;
  "people.association": PeopleAssociation;
  "people.audit": PeopleAudit;
  "people.child": PeopleChild;
  "people.contact": PeopleContact;
  "people.follow": PeopleFollow;
  "people.guardian_invitation": PeopleGuardianInvitation;
  "people.guardianship": PeopleGuardianship;
  "people.kept_record": PeopleKeptRecord;
  "people.login": PeopleLogin;
  "people.logout_token": PeopleLogoutToken;
  "people.mandate": PeopleMandate;
  "people.message_choice": PeopleMessageChoice;
  "people.national_id": PeopleNationalId;
  "people.person": PeoplePerson;
  "people.privacy_request": PeoplePrivacyRequest;
  "people.role_grant": PeopleRoleGrant;
  "people.session": PeopleSession;
  "people.sign_in_attempt": PeopleSignInAttempt;
  "portal.calendar_link": PortalCalendarLink;
  "portal.feedback": PortalFeedback;
  "rooms.booking": RoomsBooking;
  "rooms.occupancy": RoomsOccupancy;
  "rooms.part": RoomsPart;
  "rooms.refused_date": RoomsRefusedDate;
  "rooms.reminded": RoomsReminded;
  "rooms.room": RoomsRoom;
  "rooms.room_part": RoomsRoomPart;
  "rooms.room_picture": RoomsRoomPicture;
  "rooms.rooms_version": RoomsRoomsVersion;
  "rooms.series": RoomsSeries;
  "rooms.step": RoomsStep;
  "rooms.terms": RoomsTerms;
  "rooms.wait": RoomsWait;
}
