import { useI18n } from '@ronghe/ui'
import { Button, Space } from 'antd'
import { usePreferences } from '../preferences'
import { texts } from './texts'

/** The other language, named in itself, and the other theme. */
export function PreferenceButtons() {
  const { t } = useI18n(texts)
  const { language, theme, prefer } = usePreferences()
  const isNight = theme === 'night'
  return (
    <Space size={4}>
      <Button
        type="text"
        size="small"
        lang={language === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => prefer({ language: language === 'zh' ? 'en' : 'zh' })}
      >
        {t('frame.language.other')}
      </Button>
      <Button type="text" size="small" onClick={() => prefer({ theme: isNight ? 'outdoor' : 'night' })}>
        {t(isNight ? 'frame.theme.to_light' : 'frame.theme.to_dark')}
      </Button>
    </Space>
  )
}
