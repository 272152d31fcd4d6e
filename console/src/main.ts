import './styles/tokens.css';
import './styles/base.css';
import './styles/layout.css';
import './styles/parts.css';
import './styles/map.css';
import { chooseLanguage } from './i18n.ts';
import { currentLanguage, loadSettings } from './settings.ts';

loadSettings();
// A bundle that does not load leaves English, which is always there.
await chooseLanguage(currentLanguage(), false).catch(() => chooseLanguage('en', false));
await import('./app.ts');
