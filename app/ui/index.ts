export {
  Checkbox,
  CheckboxGroup,
  DateField,
  type FieldProps,
  FileField,
  NumberField,
  type Option,
  RadioGroup,
  Select,
  TextArea,
  TextField,
  TimeField,
} from './fields.tsx'
export { ConfirmPress, ErrorSummary, Form, Hidden } from './form.tsx'
export { HubBand } from './hub-band.tsx'
export { looksRoutes } from './looks.ts'
export { type Crumb, Page } from './page.tsx'
export {
  Alert,
  Button,
  ButtonLink,
  Card,
  Details,
  EmptyState,
  Facts,
  Local,
  LocalParagraphs,
  Pagination,
  Status,
  type StatusKind,
  Table,
  When,
} from './pieces.tsx'
