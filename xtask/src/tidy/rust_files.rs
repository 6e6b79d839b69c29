//! Which file of a crate needs which other file of it: `use` and paths, followed to the file that defines the item.
//!
//! What a `mod.rs` only passes on (`pub use child::Item`) is no need of its own, and whoever imports it needs the child.
//! Tests are left out.

// syn's enums may grow: each match names what matters here.
#![allow(clippy::wildcard_enum_match_arm)]

use std::collections::{BTreeMap, BTreeSet};

use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};

use super::tree::{Tree, is_test};

/// A module by the names that lead to it from the crate's root.
type Module = Vec<String>;

/// A file needs another one because of this path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Need {
    pub from: String,
    pub to: String,
    pub path: String,
}

#[derive(Default)]
struct File {
    path: String,
    syntax: Option<syn::File>,
    items: BTreeSet<String>,
    /// Names that a `use` brings into this module, with the path as it is written there.
    imports: BTreeMap<String, Vec<String>>,
    passed_on: BTreeSet<String>,
    globs: Vec<Vec<String>>,
}

struct Crate {
    modules: BTreeMap<Module, File>,
}

/// The needs between the files below `folder` (`crates/NAME/src/`).
pub fn needs(tree: &Tree, folder: &str) -> BTreeSet<Need> {
    let krate = Crate::read(tree, folder);
    let mut found = BTreeSet::new();
    for (module, file) in &krate.modules {
        let Some(syntax) = &file.syntax else { continue };
        let mut reader = Reader { krate: &krate, module, file, found: &mut found };
        reader.visit_file(syntax);
    }
    found
}

/// The syntax of each file below `folder` that is no test.
pub fn parsed<'t>(tree: &'t Tree, folder: &'t str) -> impl Iterator<Item = (&'t str, syn::File)> {
    tree.iter()
        .filter(move |(path, _)| path.starts_with(folder) && path.ends_with(".rs") && !is_test(path))
        .filter_map(|(path, text)| Some((path.as_str(), syn::parse_file(text).ok()?)))
}

/// Whether an item is compiled for tests only.
pub fn for_tests_only(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        syn::Meta::List(list) if list.path.is_ident("cfg") => {
            let condition = list.tokens.to_string();
            condition == "test" || condition.replace(' ', "").starts_with("all(test")
        }
        _ => false,
    })
}

impl Crate {
    fn read(tree: &Tree, folder: &str) -> Self {
        let mut modules = BTreeMap::new();
        for (path, syntax) in parsed(tree, folder) {
            let mut file = File { path: path.to_owned(), ..File::default() };
            for item in syntax.items.iter().filter(|item| !for_tests_only(attributes(item))) {
                file.note(item);
            }
            file.syntax = Some(syntax);
            modules.insert(module_of(&path[folder.len()..]), file);
        }
        Self { modules }
    }

    /// The file that defines what `path` (written in `module`) names, if it is one of this crate.
    fn resolve(&self, module: &Module, path: &[String], depth: u8) -> Option<&File> {
        let file = self.modules.get(module)?;
        let (first, rest) = path.split_first()?;
        if depth == 0 {
            return None;
        }
        match first.as_str() {
            "crate" => self.below(&Vec::new(), rest, depth),
            "self" => self.below(module, rest, depth),
            "super" => self.below(&module[..module.len().checked_sub(1)?].to_vec(), rest, depth),
            name => {
                if self.modules.contains_key(&child(module, name)) {
                    return self.below(module, path, depth);
                }
                let imported = file.imports.get(name)?;
                // `use name::…` of another crate would lead here again.
                if imported.first().is_some_and(|start| start == name) {
                    return None;
                }
                let whole: Vec<String> = imported.iter().chain(rest).cloned().collect();
                self.resolve(module, &whole, depth - 1)
            }
        }
    }

    /// As [`Self::resolve`], of a path that begins inside `module`.
    fn below(&self, module: &Module, path: &[String], depth: u8) -> Option<&File> {
        let file = self.modules.get(module)?;
        let Some((first, rest)) = path.split_first() else { return Some(file) };
        if depth == 0 {
            return Some(file);
        }
        if first == "super" {
            return self.below(&module[..module.len().checked_sub(1)?].to_vec(), rest, depth - 1);
        }
        if first == "self" {
            return self.below(module, rest, depth - 1);
        }
        let inner = child(module, first);
        if self.modules.contains_key(&inner) {
            return self.below(&inner, rest, depth - 1);
        }
        if file.items.contains(first) {
            return Some(file);
        }
        if let Some(imported) = file.imports.get(first) {
            let whole: Vec<String> = imported.iter().chain(rest).cloned().collect();
            return self.resolve(module, &whole, depth - 1).or(Some(file));
        }
        let through_glob = file.globs.iter().find_map(|glob| {
            let source = self.resolve(module, glob, depth - 1)?;
            source.items.contains(first).then_some(source)
        });
        through_glob.or(Some(file))
    }
}

impl File {
    fn note(&mut self, item: &syn::Item) {
        let name = match item {
            syn::Item::Const(it) => &it.ident,
            syn::Item::Enum(it) => &it.ident,
            syn::Item::Fn(it) => &it.sig.ident,
            syn::Item::Static(it) => &it.ident,
            syn::Item::Struct(it) => &it.ident,
            syn::Item::Trait(it) => &it.ident,
            syn::Item::Type(it) => &it.ident,
            syn::Item::Union(it) => &it.ident,
            syn::Item::Use(it) => {
                let passed_on = !matches!(it.vis, syn::Visibility::Inherited);
                for (path, name) in flat(&it.tree) {
                    match name {
                        Some(name) => {
                            if passed_on {
                                self.passed_on.insert(name.clone());
                            }
                            self.imports.insert(name, path);
                        }
                        None => self.globs.push(path),
                    }
                }
                return;
            }
            _ => return,
        };
        self.items.insert(name.to_string());
    }
}

/// Reads one file and notes what it needs.
struct Reader<'c> {
    krate: &'c Crate,
    module: &'c Module,
    file: &'c File,
    found: &'c mut BTreeSet<Need>,
}

impl Reader<'_> {
    fn needs(&mut self, path: &[String]) {
        if let Some(to) = self.krate.resolve(self.module, path, 12).filter(|to| to.path != self.file.path) {
            let need = Need { from: self.file.path.clone(), to: to.path.clone(), path: path.join("::") };
            self.found.insert(need);
        }
    }
}

impl<'a> Visit<'a> for Reader<'_> {
    fn visit_item(&mut self, item: &'a syn::Item) {
        if !for_tests_only(attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'a syn::ItemUse) {
        if matches!(item.vis, syn::Visibility::Inherited) {
            for (path, _) in flat(&item.tree) {
                self.needs(&path);
            }
        }
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        let leads_away = names.len() > 1 || names.first().is_some_and(|name| self.file.passed_on.contains(name));
        if leads_away {
            self.needs(&names);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, called: &'a syn::Macro) {
        let arguments = called.parse_body_with(Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated);
        for argument in arguments.iter().flatten() {
            // The arguments are built here, so that they live no longer than this call.
            Reader { krate: self.krate, module: self.module, file: self.file, found: self.found }.visit_expr(argument);
        }
    }
}

fn attributes(item: &syn::Item) -> &[syn::Attribute] {
    match item {
        syn::Item::Const(it) => &it.attrs,
        syn::Item::Enum(it) => &it.attrs,
        syn::Item::Fn(it) => &it.attrs,
        syn::Item::Impl(it) => &it.attrs,
        syn::Item::Macro(it) => &it.attrs,
        syn::Item::Mod(it) => &it.attrs,
        syn::Item::Static(it) => &it.attrs,
        syn::Item::Struct(it) => &it.attrs,
        syn::Item::Trait(it) => &it.attrs,
        syn::Item::Type(it) => &it.attrs,
        syn::Item::Use(it) => &it.attrs,
        _ => &[],
    }
}

/// Each path that a `use` names, and the name it has then; none for `*`.
fn flat(tree: &syn::UseTree) -> Vec<(Vec<String>, Option<String>)> {
    fn walk(tree: &syn::UseTree, before: &[String], all: &mut Vec<(Vec<String>, Option<String>)>) {
        let with = |name: &syn::Ident| before.iter().cloned().chain([name.to_string()]).collect::<Vec<_>>();
        match tree {
            syn::UseTree::Path(it) => walk(&it.tree, &with(&it.ident), all),
            syn::UseTree::Name(it) if it.ident == "self" => all.push((before.to_vec(), before.last().cloned())),
            syn::UseTree::Name(it) => all.push((with(&it.ident), Some(it.ident.to_string()))),
            syn::UseTree::Rename(it) => all.push((with(&it.ident), Some(it.rename.to_string()))),
            syn::UseTree::Glob(_) => all.push((before.to_vec(), None)),
            syn::UseTree::Group(it) => it.items.iter().for_each(|inner| walk(inner, before, all)),
        }
    }
    let mut all = Vec::new();
    walk(tree, &[], &mut all);
    all
}

fn child(module: &Module, name: &str) -> Module {
    module.iter().cloned().chain([name.to_owned()]).collect()
}

/// `a/b/mod.rs` and `a/b.rs` are both `a::b`; `lib.rs` and `main.rs` are the root.
fn module_of(path: &str) -> Module {
    let mut names: Module = path.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if matches!(names.last().map(String::as_str), Some("mod" | "lib" | "main")) {
        names.pop();
    }
    names
}
