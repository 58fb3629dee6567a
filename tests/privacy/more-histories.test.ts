import { playShare } from './story'

playShare(1)
