"""Shares, founders, sites, gifts, payments and contracts in the many ways that writers put them."""

from __future__ import annotations

import pytest

from tests.extract.words import said

VELL, FERR, BRAND = "[PERSON:Ana Vell]", "[PERSON:Ilo Ferr]", "[PERSON:Oto Brand]"
MILLS, BANK, TRUST = "[ORG:Reed Mills]", "[ORG:Harbour Bank]", "[ORG:Lime Trust]"
BELM, TAVIA = "[GPE:Belm]", "[GPE:Tavia]"
DEPOT = "[FAC:North Depot]"

FOUND = [
    (
        f"Ten per cent of {MILLS} belonged to {VELL} and 90 per cent to {BANK}.",
        "Harbour Bank owns Reed Mills",
    ),
    (
        f"{VELL} owns 60 per cent of {MILLS}; the remaining 40 per cent are held by {BANK}.",
        "Harbour Bank owns Reed Mills",
    ),
    (f"{VELL} also has a stake in {MILLS}.", "Ana Vell owns Reed Mills"),
    (f"{VELL} has no interest, direct or indirect, in {MILLS}.", "Ana Vell not owns Reed Mills"),
    (f"{MILLS} is a wholly owned subsidiary of {BANK}.", "Harbour Bank owns Reed Mills"),
    (f"{MILLS}'s parent company, {BANK}, closed.", "Reed Mills part-of Harbour Bank"),
    (
        f"{VELL} is the owner of {MILLS}, a company registered in {BELM}.",
        "Reed Mills located-in Belm",
    ),
    (
        f"{MILLS}, founded by the teacher {VELL} and her cousin, {FERR}, closed.",
        "Ilo Ferr founded Reed Mills",
    ),
    (
        f"In 1999 {VELL} founded {MILLS} with her cousin {FERR}.",
        "Ilo Ferr founded Reed Mills @1999",
    ),
    (f"He was born in {BELM}, a mill town in the province of {TAVIA}.", "Belm located-in Tavia"),
    (
        f"The {DEPOT}, a disused factory on the outskirts of {BELM}, burned.",
        "North Depot located-in Belm",
    ),
    (f"She owns a villa in {BELM}, in eastern {TAVIA}.", "Belm located-in Tavia"),
    (f"{VELL} financed the election campaign of {FERR}.", "payment: recipient Ilo Ferr"),
    (f"{BANK} wired 2 million crowns to an account held by {FERR}.", "payment: recipient Ilo Ferr"),
    (f"{BANK} paid the money in nine instalments to {TRUST}.", "payment: recipient Lime Trust"),
    (f"The money went to {TRUST}.", "payment: recipient Lime Trust"),
    (f"{VELL} accepted a gold watch and two cars from {FERR}.", "transfer: giver Ilo Ferr"),
    (f"{VELL} leased the {DEPOT} from {BANK}.", "transfer: giver Harbour Bank"),
    (f"The {DEPOT} passed into the hands of {FERR}.", "transfer: recipient Ilo Ferr"),
    (
        f"{VELL} inherited her fortune from her father, the brewer {FERR}.",
        "transfer: giver Ilo Ferr",
    ),
    (f"{BANK} bought {MILLS}, only to sell it to {TRUST}.", "transfer: recipient Lime Trust"),
    (
        f"{VELL} delivered forty crates of old and rusty army rifles to {FERR}.",
        "transfer: recipient Ilo Ferr",
    ),
    (f"{MILLS} concluded a contract with {BANK}.", "treaty: party Harbour Bank"),
    (f"{TAVIA} imposed an asset freeze on {MILLS}.", "sanction: sanctioned Reed Mills"),
    (f"{TAVIA} added {VELL} to its sanctions list.", "sanction: sanctioned Ana Vell"),
    (f"{BANK} was struck off in March 2020.", "dissolution: dissolved Harbour Bank"),
    (f"{MILLS} went into liquidation.", "dissolution: dissolved Reed Mills"),
    (
        f"{MILLS}, a company from {BELM}, grew. It paid {BRAND}. The {BANK} lent it money. "
        f"In 2003 the company bought {TRUST}.",
        "transfer: recipient Reed Mills",
    ),
]

NEVER = [
    (f"{VELL} has an interest in {MILLS}.", "owns"),
    (f"{VELL} has a share in the blame for {MILLS}.", "owns"),
    (
        f"{VELL} owns 60 per cent of {MILLS}; the remaining 40 people left {BANK}.",
        "Harbour Bank owns",
    ),
    (f"{MILLS} is a subsidiary of {BANK}.", "owns"),
    (f"{VELL} founded {MILLS} with the help of {FERR}.", "Ilo Ferr founded"),
    (f"She sang in {BELM}, in {TAVIA} and at home.", "located-in"),
    (f"{VELL}, a woman in {BELM}, left.", "located-in"),
    (f"{VELL} went to {TRUST}.", "payment"),
    (f"{VELL} received a letter from {FERR}.", "transfer"),
    (f"{VELL} accepted an apology from {FERR}.", "transfer"),
    (f"{VELL} refused to accept a gold watch from {FERR}.", "transfer: recipient"),
    (f"{VELL} fell into the hands of {FERR}.", "transfer: asset"),
    (f"{BANK} bought {MILLS} to sell it to {TRUST}.", "transfer: recipient Lime Trust\n"),
]


@pytest.mark.parametrize(("marked", "line"), FOUND)
def test_what_is_said(marked, line):
    assert line in said(marked)


@pytest.mark.parametrize(("marked", "part"), NEVER)
def test_what_is_not(marked, part):
    assert not [line for line in said(marked) if part in line + "\n" and "(" not in line]


ALSO = [
    (f"{BANK} closed its doors last year.", "dissolution: dissolved Harbour Bank"),
    (f"{VELL} kept a stake of 10 per cent in {MILLS}.", "Ana Vell owns Reed Mills"),
    (f"{MILLS} won a 90-million-dollar contract from {BANK}.", "treaty: party Harbour Bank"),
    (f"My aunt bought the house from {FERR} in 1911.", "transfer: giver Ilo Ferr"),
    (f"{FERR} received 1.3 million marks from {BANK}.", "payment: giver Harbour Bank"),
    (f"The [FAC:Abbey], on the western edge of {BELM}, burned.", "Abbey located-in Belm"),
    (f"The register lists {VELL} as the sole owner of {MILLS}.", "Ana Vell owns Reed Mills"),
    (f"{BANK} gave {FERR} a gold watch.", "transfer: recipient Ilo Ferr"),
    (f"{BANK} gave {FERR} an envelope containing 900 euros.", "payment: recipient Ilo Ferr"),
    (
        f"{FERR} received 15 per cent of {MILLS} as a gift from {BANK}.",
        "transfer: giver Harbour Bank",
    ),
    (f"{BANK} deposited the maps with the library of {TRUST}.", "transfer: recipient Lime Trust"),
    (f"The treaty between {TAVIA} and {BANK} was signed in {BELM}.", "treaty: place Belm"),
    (f"{TAVIA} froze the assets of {MILLS}.", "sanction: sanctioned Reed Mills"),
    (f"{VELL}, who is under sanctions, fled.", "sanction: sanctioned Ana Vell"),
    (f"{VELL} sold the {DEPOT} in {BELM} to {TRUST}.", "North Depot located-in Belm"),
]

NOR = [
    (f"{BANK} closed its doors last year.", "dissolution: authority"),
    (f"The ministry terminated its contract with {BANK} in 1999.", "removal"),
    (f"{FERR} received high marks from {BANK}.", "payment"),
    (f"{VELL} gave {FERR} an order.", "transfer"),
    (f"{VELL} gave a watchful speech to {FERR}.", "transfer"),
    (f"The register does not list {VELL} as the owner of {MILLS}.", "Ana Vell owns"),
    (f"{VELL} sold the {DEPOT} in {BELM} to {TRUST}.", "transfer: place"),
    (f"{VELL} is under pressure over sanctions.", "sanctioned Ana Vell"),
]


@pytest.mark.parametrize(("marked", "line"), ALSO)
def test_what_is_said_too(marked, line):
    assert line in said(marked)


@pytest.mark.parametrize(("marked", "part"), NOR)
def test_what_is_not_either(marked, part):
    assert not [line for line in said(marked) if part in line and "(" not in line]
