#!/usr/bin/env python3
"""Writes the kept code lists beside it anew: python3 codes/refresh.py

It needs npm and pip, and reaches their registries and nothing else. To refresh: raise a version, put in what
`sha256sum` says of the file, run, read the diff. Nothing here is a list of codes: every line of every list is
from a source below.
"""

import collections
import hashlib
import io
import json
import pathlib
import re
import subprocess
import tarfile
import tempfile
import zipfile

SOURCES = {  # registry, package, version, sha256 of the file
    "iana": ("npm", "language-subtag-registry", "0.4.2",
             "eed19742980e16d482b56cf01604d5a0e80d43646e95740de2a99d5e85771ed8"),
    "cldr": ("npm", "cldr-core", "48.2.0",
             "5310e0c7a06c1feb83dc8e54c8584bbe0b9c2ea8320172a18d541986b124585d"),
    "names": ("npm", "cldr-localenames-full", "48.2.0",
              "7f2ac7fd3b5d90f56ad127f9ed5ae67b58b3e556818f55530b9f47bb81bcde57"),
    "parts": ("npm", "cldr-subdivisions-full", "48.2.0",
              "558fef1e523e21c2bff7ebf4ff6c7686e4e8594df82ac2cd94a71935662596cd"),
    "iso": ("pip", "iso3166-2", "1.8.4",
            "62a0a866fcd07f0e6ddbb7f7de40c93ad2aa51a5f52d796182e7da975ccf3ac6"),
}
HERE = pathlib.Path(__file__).parent


def fetched(source):
    """The files of a package: path to bytes."""
    registry, package, version, digest = SOURCES[source]
    with tempfile.TemporaryDirectory() as folder:
        if registry == "npm":
            call = ["npm", "pack", f"{package}@{version}", "--silent", "--pack-destination", folder]
        else:
            call = ["pip", "download", "--quiet", "--no-deps", "--dest", folder, f"{package}=={version}"]
        subprocess.run(call, check=True, stdout=subprocess.DEVNULL)
        (file,) = pathlib.Path(folder).iterdir()
        packed = file.read_bytes()
    assert hashlib.sha256(packed).hexdigest() == digest, f"{package} {version} is not the file that was read"
    if registry == "npm":
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            return {m.name.removeprefix("package/"): archive.extractfile(m).read() for m in archive if m.isfile()}
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write(name, lines):
    """One list, sorted by its bytes, as the library bisects it."""
    text = "".join(line + "\n" for line in sorted(set(lines), key=str.encode))
    (HERE / name).write_text(text, encoding="utf-8")


def key(name):
    """A name as it is looked up: small letters, without space and punctuation. The same in `src/codes.rs`."""
    drop = "’‘ʼʻ"
    return "".join(c for c in name.lower() if c not in drop and not c.isspace() and (c > "\x7f" or c.isalnum()))


def named(*ranked):
    """Each key with the one code that it names; what the earlier list says counts, and what stays open is left out."""
    lines, seen = [], set()
    for names in ranked:
        codes = collections.defaultdict(set)
        for name, code in names:
            short = re.sub(r"\s*[(（].*?[)）]", "", name)
            # `Korea, Republic of` is the Republic of Korea.
            for form in (name, short, " ".join(reversed(short.split(", ")))):
                codes[key(form)].add(code)
        for name, of in codes.items():
            if name and name not in seen and len(of) == 1:
                lines.append(f"{name} {min(of)}")
        seen |= codes.keys()
    return lines


def expanded(subtag):
    """`QM..QZ` is each subtag from the one to the other."""
    first, _, last = subtag.partition("..")
    while last and first != last:
        yield first
        letters, at = list(first), len(first) - 1
        while letters[at] in "zZ":
            letters[at] = chr(ord(letters[at]) - 25)
            at -= 1
        letters[at] = chr(ord(letters[at]) + 1)
        first = "".join(letters)
    yield first


iana = fetched("iana")
registry = json.loads(iana["data/json/registry.json"])
cldr = {name: json.loads(text) for name, text in fetched("cldr").items() if name.startswith("supplemental/")}
local = fetched("names")
iso_files = fetched("iso")
iso = json.loads(iso_files["iso3166_2/iso3166-2.json"])
aliases = cldr["supplemental/aliases.json"]["supplemental"]["metadata"]["alias"]


def display(locale, what):
    """What a language calls languages or territories, by code."""
    text = local.get(f"main/{locale}/{what}.json")
    return json.loads(text)["main"][locale]["localeDisplayNames"][what] if text else {}


def languages():
    of_type = collections.defaultdict(dict)
    for entry in registry:
        of_type[entry["Type"]][entry.get("Subtag", entry.get("Tag"))] = entry
    # The range of private use names no language.
    known = {code: entry for code, entry in of_type["language"].items() if ".." not in code}

    # What replaces a code: the registry first, then CLDR (codes of ISO 639-2 and 639-3 for a language with two letters). A
    # macrolanguage or family is not replaced by a member, nor a member by its macrolanguage: Dari is not all of Persian. Of
    # Chinese alone the whole is what everybody calls its member Mandarin.
    whole = {code for code, entry in known.items() if entry.get("Scope") in ("macrolanguage", "collection")}
    kept = {aliases["languageAlias"][code]["_replacement"]: code for code in whole & aliases["languageAlias"].keys()}
    replaced = {code: entry["Preferred-Value"] for code, entry in known.items() if "Preferred-Value" in entry}
    for code, alias in aliases["languageAlias"].items():
        is_member = "Macrolanguage" in known.get(code, {}) and code != "cmn"
        if re.fullmatch("[a-z]{2,3}", code) and code not in whole and not is_member:
            to = alias["_replacement"]
            unregistered_form = code not in known and to in kept
            replaced.setdefault(code, kept[to] if unregistered_form else to.split("-")[0])

    def canonical(code):
        while code in replaced:
            code = replaced[code]
        return code

    kinds = {"macrolanguage": "macro", "collection": "family", "special": "special"}
    lines = []
    for code in known:
        if canonical(code) == code:
            within = canonical(known[code].get("Macrolanguage", code))
            if within != code:
                lines.append(f"{code} {within}")
            elif known[code].get("Scope") in kinds:
                lines.append(f"{code} {kinds[known[code]['Scope']]}")
    write("languages.txt", known)
    write("language-canonical.txt", (f"{code} {canonical(code)}" for code in replaced))
    write("language-kinds.txt", lines)
    write("language-extended.txt", (f"{code} {entry['Prefix'][0]}" for code, entry in of_type["extlang"].items()))
    parts = [of_type[kind] for kind in ("script", "region", "variant")]
    write("language-parts.txt", (one.lower() for some in parts for subtag in some for one in expanded(subtag)))
    tags = of_type["grandfathered"] | of_type["redundant"]
    write("language-tags.txt", (f"{tag.lower()} {entry['Preferred-Value'].split('-')[0]}"
                                for tag, entry in tags.items() if "Preferred-Value" in entry))

    in_english = [(name, canonical(code.split("-alt-")[0])) for code, name in display("en", "languages").items()
                  if code.split("-alt-")[0] in known]
    locales = {path.split("/")[1] for path in local if path.startswith("main/")}
    own = [(display(code, "languages")[code], canonical(code)) for code in locales if code in display(code, "languages")]
    described = [(name, canonical(code)) for code, entry in known.items() for name in entry["Description"]]
    families = [(name.removesuffix(" languages"), code) for name, code in described if name.endswith(" languages")]
    write("language-names.txt", named(in_english, own, described, families))


def countries():
    user_assigned = {one for entry in registry if entry["Type"] == "region" and ".." in entry["Subtag"]
                     for one in expanded(entry["Subtag"])}
    # Codes of the user-assigned range that CLDR has a country for: Kosovo.
    in_use = user_assigned & cldr["supplemental/territoryInfo.json"]["supplemental"]["territoryInfo"].keys()
    assigned = iso.keys() | in_use
    write("countries.txt", assigned)
    withdrawn = {code: sorted(alias["_replacement"].split()) for code, alias in aliases["territoryAlias"].items()
                 if re.fullmatch("[A-Z]{2}", code) and code not in assigned}
    write("country-withdrawn.txt", (f"{code} {' '.join(to)}" for code, to in withdrawn.items() if assigned.issuperset(to)))
    mappings = cldr["supplemental/codeMappings.json"]["supplemental"]["codeMappings"]
    numbers = [(mappings[code].get(form, ""), code) for code in assigned for form in ("_alpha3", "_numeric")]
    in_english = [(name, code.split("-alt-")[0]) for code, name in display("en", "territories").items()]
    described = [(name, entry["Subtag"]) for entry in registry if entry["Type"] == "region" for name in entry["Description"]]
    described = [(name, *withdrawn.get(code, [code])) for name, code in described]
    names = [[named for named in some if named[1] in assigned and len(named) == 2] for some in (numbers, in_english, described)]
    write("country-names.txt", named(*names))
    likely = cldr["supplemental/likelySubtags.json"]["supplemental"]["likelySubtags"]
    spoken = cldr["supplemental/territoryInfo.json"]["supplemental"]["territoryInfo"]

    def of_the_place(code):
        """The most likely language, then the official ones, also of a part of the country."""
        first = likely.get(f"und-{code}", likely["und"]).split("-")[0]
        all = spoken.get(code, {}).get("languagePopulation", {})
        official = sorted({name.split("_")[0] for name, about in all.items() if "_officialStatus" in about} - {first})
        return " ".join([code, first, *official])

    write("country-languages.txt", map(of_the_place, assigned))


def subdivisions():
    def form(code):
        return f"{code[:2]}-{code[2:]}".upper()

    inside = cldr["supplemental/subdivisionContainment.json"]["supplemental"]["subdivisionContainment"]
    codes = {form(code) for entry in inside.values() for code in entry["_contains"]}
    assert codes == {code for parts in iso.values() for code in parts}, "the two sources of ISO 3166-2 differ"
    write("subdivisions.txt", codes)

    # What replaced a code: ISO's own notices ("change of subdivision code from CN-21 to CN-LN"), the latest of each, and CLDR.
    one = "([A-Z]{2}-[A-Z0-9]{1,3})"
    notices = collections.defaultdict(set)
    for parts in iso.values():
        for entry in (entry for part in parts.values() for entry in part["history"] or []):
            for text in f"{entry['Change']};{entry['Description of Change']}".split(";"):
                # "Deletion of all regions CI-01 to CI-19" is no change of a code.
                between = "->|to" if "hange" in text else "->"
                for old, new in re.findall(f"{one} *(?:{between}) *{one}", text):
                    notices[old].add((entry["Date Issued"], new))
    follows = {old: {to for day, to in changes if day == max(changes)[0]} for old, changes in notices.items()}
    for code, alias in aliases["subdivisionAlias"].items():
        to = {form(new) for new in alias["_replacement"].split()}
        follows[form(code)] = follows.get(form(code), set()) | {new for new in to if new in codes or new in follows}

    def successors(code, path=()):
        if code in codes:
            return {code}
        return {end for new in follows.get(code, ()) if new not in path for end in successors(new, (*path, code))}

    withdrawn = {code: sorted(successors(code)) for code in follows if code not in codes}
    write("subdivision-withdrawn.txt", (f"{code} {' '.join(to)}" for code, to in withdrawn.items() if to))

    text = fetched("parts")["subdivisions/en/en.json"]
    english = json.loads(text)["subdivisions"]["localeDisplayNames"]["subdivisions"]
    english = {form(code): name for code, name in english.items()}
    direct = {form(code) for country in iso for code in inside.get(country, {"_contains": []})["_contains"]}
    ranked = ([], [], [])
    for country, parts in iso.items():
        for code, part in parts.items():
            rank = 0 if code in direct else 1
            others = re.findall(r"([^,(]+) \(eng\)", part["localOtherName"] or "")
            ranked[rank].extend((country + name, code) for name in ([english[code]] if code in english else others))
            # ISO's own name where it says more than `Liaoning Sheng` does.
            if not key(part["name"]).startswith(key(english.get(code, " "))) or code not in english:
                ranked[rank + 1].append((country + part["name"], code))
    write("subdivision-names.txt", named(*ranked))


def licences():
    (notice,) = [text.decode() for path, text in iso_files.items() if path.endswith("licenses/LICENSE")]
    text = (
        "The lists in this folder were made by refresh.py from these packages.\n\n"
        "language-subtag-registry (npm), the IANA Language Subtag Registry as JSON: CC0-1.0, no conditions.\n\n"
        "iso3166-2 (PyPI), ISO's notices of changed codes and its names of subdivisions:\n\n"
        f"{notice.strip()}\n\n"
        "cldr-core, cldr-localenames-full and cldr-subdivisions-full (npm), all else:\n\n"
        f"{local['LICENSE'].decode().strip()}\n"
    )
    (HERE / "LICENSES.txt").write_text(text, encoding="utf-8")


def versions():
    file_date = json.loads(iana["data/json/meta.json"])["File-Date"]
    notices = {entry["Date Issued"][:10] for parts in iso.values() for part in parts.values() for entry in part["history"] or []}
    release = SOURCES["cldr"][2]
    text = (
        f"languages: IANA Language Subtag Registry of {file_date}; codes of ISO 639 by Unicode CLDR {release}\n"
        f"countries and subdivisions: ISO 3166 by Unicode CLDR {release}, with ISO's notices to {max(notices)}\n"
    )
    (HERE / "versions.txt").write_text(text, encoding="utf-8")


languages()
countries()
subdivisions()
licences()
versions()
