import './style.css';
import { Page } from './app';
import { Keep, storeOfThisBrowser } from './keep';

const root = document.getElementById('konsil');
if (root !== null) new Page(root, new Keep(storeOfThisBrowser()));
