//! The inside of `crates/desk`: its folders have an order, and only `desk.rs` knows all parts.

// syn's enums may grow: each match names what matters here.
#![allow(clippy::wildcard_enum_match_arm)]

use syn::visit::{self, Visit};

use super::rust_files::{for_tests_only, needs, parsed};
use super::tree::Tree;

const SRC: &str = "crates/desk/src/";
const WHOLE: &str = "crates/desk/src/desk.rs";

/// From the lowest to the highest. A folder imports only what stands before it.
const ORDER: &[&str] = &[
    "boundary",
    "thread",
    "people",
    "session",
    "chats",
    "texts",
    "pending",
    "attention",
    "places",
    "screens",
    "desk.rs",
    "lib.rs",
];

pub fn folders_have_an_order(tree: &Tree) -> Vec<String> {
    let mut findings = Vec::new();
    for path in tree.keys().filter(|path| path.starts_with(SRC) && !path.contains("/tests/")) {
        if place(path).is_none() {
            findings.push(format!(
                "{path}: not in one of the desk's folders. Move it to the part whose data it works on: {}.",
                ORDER.join(", ")
            ));
        }
    }
    for need in needs(tree, SRC) {
        let (Some(from), Some(to)) = (place(&need.from), place(&need.to)) else { continue };
        if to > from {
            findings.push(format!(
                "{}: imports {} from {}, which stands above {}. Take the value as an argument, or move what both need \
                 further down.",
                need.from, need.path, ORDER[to], ORDER[from]
            ));
        }
    }
    findings
}

pub fn parts_do_not_know_the_whole(tree: &Tree) -> Vec<String> {
    let mut findings = Vec::new();
    let mut wholes = 0;
    for (path, syntax) in parsed(tree, SRC) {
        let mut seen = Seen::default();
        seen.visit_file(&syntax);
        wholes += seen.impls;
        if path == WHOLE || path == "crates/desk/src/lib.rs" {
            continue;
        }
        if seen.impls > 0 || seen.names_desk {
            findings.push(format!(
                "{path}: a part names `Desk`. Take the few values that it needs as arguments; `desk.rs` hands them over."
            ));
        }
        for name in seen.effect_takers {
            findings.push(format!(
                "{path}: `{name}` takes the list of effects. Give what follows as a value; `desk.rs` turns it into effects."
            ));
        }
    }
    if wholes > 1 {
        findings.push(format!(
            "{WHOLE}: {wholes} `impl Desk`. There is one, in which `handle` reads from top to bottom; what is long belongs \
             to a part."
        ));
    }
    findings
}

/// Where a file stands in the order.
fn place(path: &str) -> Option<usize> {
    let first = path.strip_prefix(SRC)?.split('/').next()?;
    ORDER.iter().position(|name| *name == first)
}

#[derive(Default)]
struct Seen {
    impls: usize,
    names_desk: bool,
    effect_takers: Vec<String>,
}

impl<'a> Visit<'a> for Seen {
    fn visit_item_mod(&mut self, item: &'a syn::ItemMod) {
        if !for_tests_only(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_impl(&mut self, item: &'a syn::ItemImpl) {
        if item.trait_.is_none() && matches!(&*item.self_ty, syn::Type::Path(of) if of.path.is_ident("Desk")) {
            self.impls += 1;
        }
        visit::visit_item_impl(self, item);
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        self.names_desk |= path.segments.iter().any(|segment| segment.ident == "Desk");
        visit::visit_path(self, path);
    }

    fn visit_use_name(&mut self, name: &'a syn::UseName) {
        self.names_desk |= name.ident == "Desk";
    }

    fn visit_signature(&mut self, signature: &'a syn::Signature) {
        if signature.inputs.iter().any(takes_effects) {
            self.effect_takers.push(signature.ident.to_string());
        }
        visit::visit_signature(self, signature);
    }
}

/// `&mut Vec<Effect>`, whatever its name.
fn takes_effects(input: &syn::FnArg) -> bool {
    let syn::FnArg::Typed(input) = input else { return false };
    let syn::Type::Reference(reference) = &*input.ty else { return false };
    let syn::Type::Path(list) = &*reference.elem else { return false };
    let Some(last) = list.path.segments.last().filter(|last| last.ident == "Vec") else { return false };
    let syn::PathArguments::AngleBracketed(of) = &last.arguments else { return false };
    of.args.iter().any(|argument| match argument {
        syn::GenericArgument::Type(syn::Type::Path(of)) => {
            of.path.segments.last().is_some_and(|last| last.ident == "Effect")
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tree::tests::{finds, finds_nothing};
    use super::*;

    const LIB: (&str, &str) =
        ("crates/desk/src/lib.rs", "mod boundary; mod chats; mod desk; mod thread; pub use desk::Desk;");

    #[test]
    fn a_folder_that_imports_from_one_above_it_is_found() {
        let thread = ("crates/desk/src/thread/mod.rs", "use crate::chats::Chat;");
        let chats = ("crates/desk/src/chats/mod.rs", "mod chat; pub use chat::Chat;");
        let chat = ("crates/desk/src/chats/chat.rs", "use crate::boundary::Moment; pub struct Chat;");
        let boundary = ("crates/desk/src/boundary/mod.rs", "pub struct Moment;");
        let files = [LIB, thread, chats, chat, boundary];
        finds(folders_have_an_order, &files, "crates/desk/src/thread/mod.rs: imports crate::chats::Chat from chats");
        finds_nothing(folders_have_an_order, &[LIB, chats, chat, boundary]);
    }

    #[test]
    fn a_file_beside_the_folders_is_found_and_a_test_is_not() {
        finds(folders_have_an_order, &[("crates/desk/src/plain.rs", "")], "crates/desk/src/plain.rs");
        finds_nothing(folders_have_an_order, &[("crates/desk/src/tests/plain.rs", "use crate::desk::Desk;")]);
    }

    #[test]
    fn a_part_that_names_the_desk_is_found() {
        let whole = ("crates/desk/src/desk.rs", "pub struct Desk; impl Desk {}");
        let part = ("crates/desk/src/chats/mod.rs", "use crate::desk::Desk;");
        finds(parts_do_not_know_the_whole, &[LIB, whole, part], "crates/desk/src/chats/mod.rs: a part names `Desk`");
        let test = ("crates/desk/src/chats/mod.rs", "#[cfg(test)]\nmod tests { use crate::desk::Desk; }");
        finds_nothing(parts_do_not_know_the_whole, &[LIB, whole, test]);
    }

    #[test]
    fn a_second_impl_is_found() {
        let whole = ("crates/desk/src/desk.rs", "pub struct Desk; impl Desk {} impl Desk {}");
        finds(parts_do_not_know_the_whole, &[LIB, whole], "2 `impl Desk`");
        let other = ("crates/desk/src/desk.rs", "pub struct Desk; impl Desk {} impl Default for Desk {}");
        finds_nothing(parts_do_not_know_the_whole, &[LIB, other]);
    }

    #[test]
    fn a_part_that_takes_the_list_of_effects_is_found() {
        let part = ("crates/desk/src/chats/mod.rs", "fn close(out: &mut Vec<crate::boundary::Effect>) {}");
        finds(parts_do_not_know_the_whole, &[LIB, part], "`close` takes the list of effects");
        let whole = ("crates/desk/src/desk.rs", "fn close(out: &mut Vec<Effect>) {}");
        finds_nothing(parts_do_not_know_the_whole, &[LIB, whole]);
    }
}
