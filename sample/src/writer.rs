//! JSON as text, key by key; a key that may be left out is left out by chance.

use std::fmt::{Display, Write as _};

use crate::NOT_STATED_PERCENT;
use crate::chance::Chance;

pub(crate) struct Writer<'a> {
    text: &'a mut String,
    pub(crate) chance: &'a mut Chance,
    /// Nothing stands yet in the innermost table or list.
    first: bool,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(text: &'a mut String, chance: &'a mut Chance) -> Self {
        Writer { text, chance, first: true }
    }

    pub(crate) fn open(&mut self) {
        self.text.push('{');
        self.first = true;
    }

    pub(crate) fn close(&mut self) {
        self.text.push('}');
        self.first = false;
    }

    fn comma(&mut self) {
        if !self.first {
            self.text.push(',');
        }
        self.first = false;
    }

    fn key(&mut self, key: &str) {
        self.comma();
        self.quote(key);
        self.text.push(':');
    }

    fn quote(&mut self, text: &str) {
        self.text.push('"');
        for c in text.chars() {
            match c {
                '"' | '\\' => {
                    self.text.push('\\');
                    self.text.push(c);
                }
                c => self.text.push(c),
            }
        }
        self.text.push('"');
    }

    /// Whether a key that may be left out is stated this time.
    fn stated(&mut self) -> bool {
        !self.chance.happens(NOT_STATED_PERCENT)
    }

    /// A number or `true` or `false` that is always stated.
    pub(crate) fn given(&mut self, key: &str, value: impl Display) {
        self.key(key);
        // A text takes whatever is written to it.
        let _ = write!(self.text, "{value}");
    }

    /// A text that is always stated.
    pub(crate) fn given_text(&mut self, key: &str, value: &str) {
        self.key(key);
        self.quote(value);
    }

    /// A number or `true` or `false`.
    pub(crate) fn value(&mut self, key: &str, value: impl Display) {
        if self.stated() {
            self.given(key, value);
        }
    }

    pub(crate) fn text(&mut self, key: &str, value: &str) {
        if self.stated() {
            self.given_text(key, value);
        }
    }

    /// A named value by weight.
    pub(crate) fn word(&mut self, key: &str, words: &[(&str, u32)]) {
        let word = self.chance.weighted(words);
        self.text(key, word);
    }

    /// `true` with a chance of so many percent.
    pub(crate) fn yes_no(&mut self, key: &str, percent: u32) {
        let yes = self.chance.happens(percent);
        self.value(key, yes);
    }

    /// A number within bounds.
    pub(crate) fn count(&mut self, key: &str, least: u32, most: u32) {
        let count = self.chance.between(least, most);
        self.value(key, count);
    }

    /// A table; always there, while each of its keys may be left out.
    pub(crate) fn table(&mut self, key: &str, write: impl FnOnce(&mut Self)) {
        self.key(key);
        self.open();
        write(self);
        self.close();
    }

    /// A list of tables, always there.
    pub(crate) fn given_list<T>(
        &mut self,
        key: &str,
        entries: &[T],
        mut write: impl FnMut(&mut Self, usize, &T),
    ) {
        self.key(key);
        self.text.push('[');
        self.first = true;
        for (at, entry) in entries.iter().enumerate() {
            self.comma();
            self.open();
            write(self, at, entry);
            self.close();
        }
        self.text.push(']');
        self.first = false;
    }

    /// A list of tables.
    pub(crate) fn list<T>(&mut self, key: &str, entries: &[T], write: impl FnMut(&mut Self, usize, &T)) {
        if self.stated() {
            self.given_list(key, entries, write);
        }
    }

    /// A list of texts.
    pub(crate) fn texts(&mut self, key: &str, texts: &[&str]) {
        if self.stated() {
            self.key(key);
            self.text.push('[');
            self.first = true;
            for text in texts {
                self.comma();
                self.quote(text);
            }
            self.text.push(']');
            self.first = false;
        }
    }
}
