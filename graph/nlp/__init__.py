"""Names in text: a spaCy pipeline that ships with its weights.

>>> from graph.nlp import load
>>> doc = load()("Justice Minister Amina Dastani spoke in Velmar on Tuesday.")
>>> [(span.text, span.label_) for span in doc.ents][0]
('Amina Dastani', 'PERSON')
"""

from graph.nlp.pipeline import COMPONENTS, VERSION, load, pipeline_version

__all__ = ["COMPONENTS", "VERSION", "load", "pipeline_version"]
