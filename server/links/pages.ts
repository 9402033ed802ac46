export { NoticePage } from '../http/notice.tsx';
export { CasePage, type CasePageProps } from './pages-case.tsx';
export { WasThisYouPage, type WasThisYouPageProps } from './pages-hand.tsx';
export { AnonymousPage, LaterPage, StopPage, type StopPageProps } from './pages-stop.tsx';
export { SurveyPage, type SurveyPageProps } from './pages-survey.tsx';
export { ThanksPage, type ThanksPageProps } from './pages-thanks.tsx';
