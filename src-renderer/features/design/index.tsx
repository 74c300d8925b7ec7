import { usePageTitle } from '../../components/page-title.ts'

export function DesignView() {
  usePageTitle('New experiment')
  return null
}
