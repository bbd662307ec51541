"""Reports to hand over: what a report says (`dossier`) and how it looks (`html`, `markdown`)."""
