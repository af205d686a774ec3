//! Trees put together: the lists of one added to another's, and one changed by another.

use std::collections::{BTreeMap, BTreeSet};

use ron2::Span as TreeSpan;
use ron2::ast::{Expr, SeqExpr, StructField};

use crate::base::diag::Span;
use crate::notation::decode::bare;

/// What tells the things of a list apart, by the list's name: by default `id`.
const KEYS: [(&str, &[&str]); 3] = [
    ("legs", &["from", "to"]),
    ("weather", &["at"]),
    ("representatives", &["state", "with"]),
];

/// The fields of a file's value, if it is a group of fields.
pub fn fields<'e>(expr: &'e mut Expr<'static>) -> Option<&'e mut Vec<StructField<'static>>> {
    match expr {
        Expr::AnonStruct(s) => Some(&mut s.fields),
        _ => None,
    }
}

/// Takes a field out of a group of fields.
pub fn take(expr: &mut Expr<'static>, name: &str) -> Option<StructField<'static>> {
    let all = fields(expr)?;
    let at = all.iter().position(|f| f.name.name == name)?;
    Some(all.remove(at))
}

/// Adds the lists of another file to those of this one.
pub fn append(base: &mut Expr<'static>, part: Expr<'static>) {
    let Expr::AnonStruct(part) = part else { return };
    for mut field in part.fields {
        let Some(all) = fields(base) else { return };
        let own = all.iter_mut().find(|f| f.name.name == field.name.name);
        match (own.map(|f| &mut f.value), &mut field.value) {
            (Some(Expr::Seq(own)), Expr::Seq(more)) => own.items.append(&mut more.items),
            (Some(_), _) => {}
            (None, _) => all.push(field),
        }
    }
}

/// Changes a tree by another: its fields take the place of those of the base; in a list of things
/// with ids, a thing changes the one of the same id, or is added.
pub fn change(base: &mut Expr<'static>, by: Expr<'static>) {
    let Expr::AnonStruct(by) = by else { return };
    for mut field in by.fields {
        let Some(all) = fields(base) else { return };
        let Some(own) = all.iter_mut().find(|f| f.name.name == field.name.name) else {
            all.push(field);
            continue;
        };
        match (&mut own.value, &mut field.value) {
            (Expr::Seq(own), Expr::Seq(by)) if things(own) || things(by) => {
                change_list(own, by, &field.name.name);
            }
            _ => *own = field,
        }
    }
}

/// Takes out of all lists the things with one of these ids; gives the ids that nothing has.
pub fn without(base: &mut Expr<'static>, mut ids: Vec<(String, Span)>) -> Vec<(String, Span)> {
    let mut found: BTreeMap<String, bool> = ids.iter().map(|(id, _)| (id.clone(), false)).collect();
    for field in fields(base).into_iter().flatten() {
        let Expr::Seq(list) = &mut field.value else {
            continue;
        };
        list.items.retain(|item| {
            let id = key(&item.expr, &["id"]).and_then(|mut k| k.pop());
            let known = id.and_then(|id| found.get_mut(&id));
            let stays = known.is_none();
            known.into_iter().for_each(|f| *f = true);
            stays
        });
    }
    ids.retain(|(id, _)| !found[id]);
    ids
}

/// The ids of all things of all lists.
pub fn ids(base: &mut Expr<'static>) -> Vec<String> {
    let all = fields(base).into_iter().flatten();
    let lists = all.filter_map(|f| match &f.value {
        Expr::Seq(list) => Some(list),
        _ => None,
    });
    lists
        .flat_map(|l| &l.items)
        .filter_map(|i| key(&i.expr, &["id"]))
        .flatten()
        .collect()
}

fn things(list: &SeqExpr<'_>) -> bool {
    let first = list.items.first();
    first.is_some_and(|i| matches!(i.expr, Expr::AnonStruct(_)))
}

fn change_list(own: &mut SeqExpr<'static>, by: &mut SeqExpr<'static>, name: &str) {
    let names = key_names(name);
    let mut places: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for (i, item) in own.items.iter().enumerate() {
        if let Some(key) = key(&item.expr, names) {
            places.entry(key).or_insert(i);
        }
    }
    for mut item in by.items.drain(..) {
        let same = key(&item.expr, names).and_then(|k| places.get(&k));
        match same.and_then(|&i| own.items.get_mut(i)) {
            Some(same) => {
                if name == "legs" {
                    turn(&same.expr, &mut item.expr);
                }
                replace(&mut same.expr, item.expr);
            }
            None => own.items.push(item),
        }
    }
}

/// A leg that is written from its other end: its corners come in the order of the base's.
fn turn(own: &Expr<'_>, by: &mut Expr<'static>) {
    if key(own, &["from"]) == key(by, &["from"]) {
        return;
    }
    for field in fields(by).into_iter().flatten() {
        if let ("via", Expr::Seq(via)) = (&*field.name.name, &mut field.value) {
            via.items.reverse();
        }
    }
    let _ = (take(by, "from"), take(by, "to"));
}

/// Fields of a thing take the place of those of the same name.
fn replace(own: &mut Expr<'static>, by: Expr<'static>) {
    let (Expr::AnonStruct(own), Expr::AnonStruct(by)) = (own, by) else {
        return;
    };
    let names = own.fields.iter().enumerate();
    let places: BTreeMap<String, usize> =
        names.map(|(i, f)| (f.name.name.to_string(), i)).collect();
    for field in by.fields {
        match places.get(&*field.name.name) {
            Some(&i) => own.fields[i] = field,
            None => own.fields.push(field),
        }
    }
}

/// The places of fields, and of things of lists, that stand a second time.
pub fn twice(expr: &mut Expr<'static>) -> Vec<(&'static str, String, TreeSpan)> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for field in fields(expr).into_iter().flatten() {
        let name = field.name.name.to_string();
        if let Expr::Seq(list) = &field.value {
            let names = key_names(&name);
            let mut things = BTreeSet::new();
            for item in &list.items {
                let key = key(&item.expr, names);
                let shown = key.as_ref().map(|k| k.join(" – ")).unwrap_or_default();
                if key.is_some_and(|k| !things.insert(k)) {
                    found.push(("duplicate-id", shown, *item.expr.span()));
                }
            }
        }
        if !name.is_empty() && !seen.insert(name.clone()) {
            found.push(("duplicate-field", name, field.name.span));
        }
    }
    found
}

/// The fields by which the things of a list are told apart.
fn key_names(list: &str) -> &'static [&'static str] {
    let keyed = KEYS.iter().find(|(name, _)| *name == list);
    keyed.map_or(&["id"], |(_, names)| names)
}

/// What tells a thing from others of its list; both ends of a leg in either order.
fn key(expr: &Expr<'_>, names: &[&str]) -> Option<Vec<String>> {
    let Expr::AnonStruct(thing) = expr else {
        return None;
    };
    let of = |name: &&str| {
        let field = thing.fields.iter().find(|f| f.name.name == *name)?;
        bare(&field.value).map(str::to_owned)
    };
    let mut key: Vec<String> = names.iter().map(of).collect::<Option<_>>()?;
    if names == ["from", "to"] {
        key.sort();
    }
    Some(key)
}
