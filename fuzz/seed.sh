#!/bin/sh
# Fills the corpora with what is shipped, and with the faulty files of the tests.
set -eu
cd "$(dirname "$0")/.."
mkdir -p fuzz/corpus/scenario fuzz/corpus/notation fuzz/corpus/map
for file in scenarios/*/scenario.ron scenarios/templates/*/scenario.ron tests/data/bad/*.ron; do
    name=$(echo "$file" | tr '/' '_')
    cp "$file" "fuzz/corpus/scenario/$name"
    cp "$file" "fuzz/corpus/notation/$name"
done
cp scenarios/conduct/*.ron scenarios/doctrines/*.ron fuzz/corpus/notation/
for file in tests/data/geojson/*.geojson tests/data/bad/*.geojson; do
    if [ -e "$file" ]; then cp "$file" fuzz/corpus/map/; fi
done
