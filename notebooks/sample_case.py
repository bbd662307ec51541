# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # A case in a notebook
#
# The documents are invented: an affair in a country that does not exist. They come with the project.

# %%
import tempfile
from pathlib import Path

import corpus
from graph.build import build
from graph.case import Case, verify
from graph.network import network, neighbourhood
from graph.query import claim_sentence, find_entity, speaker_words

documents = Path(corpus.__file__).parent / "samples" / "documents"
folder = tempfile.TemporaryDirectory()
case = Case.open(Path(folder.name) / "sample.whence", create=True)
summary = build([documents], case)
summary.outcomes, case.derived.counts()

# %% [markdown]
# Every passage can be held against its document again:

# %%
faults = list(verify(case))
assert not faults
len(faults)

# %% [markdown]
# ## The graph
#
# Nodes are entities, edges are claims. Each edge carries its passages.

# %%
view = network(case)
view.number_of_nodes(), view.number_of_edges()

# %%
someone = find_entity(case, "Hamid Korvali")
names = {entity.id: entity.name for entity in case.derived.entities()}
for claim in case.derived.claims(about=someone.id):
    print(claim_sentence(claim, names))
    for evidence in claim.evidence:
        print(f"    {speaker_words(evidence.attributed_to)}: {evidence.quote.exact.strip()}")

# %% [markdown]
# Two names in one sentence are no stated relation; they are asked for separately.

# %%
near = neighbourhood(network(case, co_mentions=True), [someone.id], depth=1)
sorted(fields["name"] for _, fields in near.nodes(data=True))[:12]

# %% [markdown]
# ## Plain networkx
#
# Which people stand in a sentence with most others?

# %%
together = network(case, co_mentions=True, values=False)
people = [node for node, fields in together.nodes(data=True) if fields["type"] == "PERSON"]
degree = {node: len(set(together.to_undirected().neighbors(node))) for node in people}
[(names[node], degree[node]) for node in sorted(people, key=degree.get, reverse=True)[:8]]

# %% [markdown]
# ## The reader by itself
#
# It is an ordinary spaCy pipeline.

# %%
from graph.nlp import load

doc = load()("Judge Elena Marell led the inquiry into the killings at Dovrek Prison in 1987.")
[(span.text, span.label_) for span in doc.ents]

# %% [markdown]
# ## The page
#
# The same page that `whence explore` writes, shown inside the notebook. It needs no network.

# %%
from html import escape

from graph.explore.whole_case import case_page
from IPython.display import HTML

page = case_page(case, around=[someone.id], depth=1)
HTML(f'<iframe srcdoc="{escape(page)}" width="100%" height="640" sandbox="allow-scripts"></iframe>')

# %%
case.close()
folder.cleanup()
