import { formStories, LOW_VOLTAGE, processesBut } from './shippedForms'

formStories(processesBut(...LOW_VOLTAGE))
