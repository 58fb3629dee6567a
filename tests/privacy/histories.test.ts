import { playShare } from './story'

playShare(0)
