import { formStories, LOW_VOLTAGE } from './shippedForms'

formStories(LOW_VOLTAGE)
