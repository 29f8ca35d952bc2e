//! From a tree to a shape: a `serde` deserializer without a text for its errors.
//!
//! A struct is never read out of an array, nor anything but a bare name into a variant. Of what
//! `serde` derives for each shape, only that half is linked that is used.

use std::borrow::Cow;
use std::fmt::{self, Display};
use std::vec;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, Expected, MapAccess, SeqAccess, Unexpected,
    VariantAccess, Visitor,
};

use super::EXACT;
use super::text::{Node, Object};

/// The tree does not fit the shape. It takes no texts, so none is made for it.
#[derive(Debug)]
pub(super) struct Unfit;

impl Display for Unfit {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Unfit {}

impl Error for Unfit {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }

    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }

    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Self
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn missing_field(_: &'static str) -> Self {
        Self
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self
    }
}

type Made<'de, V> = Result<<V as Visitor<'de>>::Value, Unfit>;

fn integer<'de, V: Visitor<'de>>(value: i64, visitor: V) -> Made<'de, V> {
    match u64::try_from(value) {
        Ok(value) => visitor.visit_u64(value),
        Err(_) => visitor.visit_i64(value),
    }
}

fn text<'de, V: Visitor<'de>>(text: Cow<'de, str>, visitor: V) -> Made<'de, V> {
    match text {
        Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
        Cow::Owned(text) => visitor.visit_string(text),
    }
}

fn array<'de, V: Visitor<'de>>(items: Vec<Node<'de>>, visitor: V) -> Made<'de, V> {
    let mut items = Items(items.into_iter());
    let value = visitor.visit_seq(&mut items)?;
    if items.0.len() == 0 { Ok(value) } else { Err(Unfit) }
}

fn object<'de, V: Visitor<'de>>(object: Object<'de>, visitor: V) -> Made<'de, V> {
    let mut entries = Entries { rest: object.entries.into_iter(), value: None };
    let made = visitor.visit_map(&mut entries)?;
    if entries.rest.len() == 0 { Ok(made) } else { Err(Unfit) }
}

/// Methods for which one kind of node is right.
macro_rules! only {
    ($kind:ident by $read:ident: $($method:ident($($ignored:ty),*)),+) => {$(
        fn $method<V: Visitor<'de>>(self, $(_: $ignored,)* visitor: V) -> Made<'de, V> {
            match self {
                Self::$kind(value) => $read(value, visitor),
                _ => Err(Unfit),
            }
        }
    )+};
}

type Names = &'static [&'static str];

impl<'de> Deserializer<'de> for Node<'de> {
    type Error = Unfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Made<'de, V> {
        match self {
            Self::Null => visitor.visit_unit(),
            Self::Bool(value) => visitor.visit_bool(value),
            Self::Integer(value) => integer(value, visitor),
            Self::Text(value) => text(value, visitor),
            Self::Array(items) => array(items, visitor),
            Self::Object(value) => object(value, visitor),
        }
    }

    only!(Integer by integer:
        deserialize_i8(), deserialize_i16(), deserialize_i32(), deserialize_i64(),
        deserialize_i128(), deserialize_u8(), deserialize_u16(), deserialize_u32(),
        deserialize_u64(), deserialize_u128(), deserialize_f32(), deserialize_f64());
    only!(Text by text:
        deserialize_char(), deserialize_str(), deserialize_string(), deserialize_bytes(),
        deserialize_byte_buf(), deserialize_identifier());
    only!(Array by array:
        deserialize_seq(), deserialize_tuple(usize),
        deserialize_tuple_struct(&'static str, usize));
    only!(Object by object: deserialize_map(), deserialize_struct(&'static str, Names));

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Made<'de, V> {
        match self {
            Self::Bool(value) => visitor.visit_bool(value),
            _ => Err(Unfit),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Made<'de, V> {
        match self {
            Self::Null => visitor.visit_none(),
            node => visitor.visit_some(node),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Made<'de, V> {
        match self {
            Self::Null => visitor.visit_unit(),
            _ => Err(Unfit),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Made<'de, V> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Made<'de, V> {
        match self {
            Self::Object(object) if name == EXACT => visitor.visit_borrowed_str(object.exact),
            _ if name == EXACT => Err(Unfit),
            node => visitor.visit_newtype_struct(node),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: Names,
        visitor: V,
    ) -> Made<'de, V> {
        visitor.visit_enum(self)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Made<'de, V> {
        visitor.visit_unit()
    }
}

struct Items<'de>(vec::IntoIter<Node<'de>>);

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Unfit;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Unfit> {
        self.0.next().map(|item| seed.deserialize(item)).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

struct Entries<'de> {
    rest: vec::IntoIter<(Cow<'de, str>, Node<'de>)>,
    /// Of the key that was read last.
    value: Option<Node<'de>>,
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = Unfit;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Unfit> {
        let Some((key, value)) = self.rest.next() else {
            return Ok(None);
        };
        self.value = Some(value);
        seed.deserialize(Node::Text(key)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Unfit> {
        seed.deserialize(self.value.take().ok_or(Unfit)?)
    }
}

/// A bare name is a variant.
impl<'de> EnumAccess<'de> for Node<'de> {
    type Error = Unfit;
    type Variant = Bare;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Bare), Unfit> {
        Ok((seed.deserialize(self)?, Bare))
    }
}

/// Nothing follows the name.
pub(super) struct Bare;

impl<'de> VariantAccess<'de> for Bare {
    type Error = Unfit;

    fn unit_variant(self) -> Result<(), Unfit> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, _: S) -> Result<S::Value, Unfit> {
        Err(Unfit)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Made<'de, V> {
        Err(Unfit)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], _: V) -> Made<'de, V> {
        Err(Unfit)
    }
}
