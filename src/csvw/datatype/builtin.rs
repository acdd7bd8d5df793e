//! The built-in datatypes of CSVW: their names, IRIs and families.

use oxrdf::NamedNodeRef;
use oxrdf::vocab::{rdf, xsd};

use crate::vocab::csvw;

/// How the values of a datatype are read and compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::csvw) enum Family {
    /// Text, URIs and names.
    Text,
    /// Base64 and hexadecimal.
    Binary,
    /// True and false.
    Boolean,
    /// Whole numbers.
    Integer,
    /// Numbers with a fraction.
    Decimal,
    /// Numbers with an exponent, infinities and NaN.
    Double,
    /// Dates, times and both.
    DateTime,
    /// Parts of dates: years, months, days.
    DatePart,
    /// Lengths of time.
    Duration,
}

/// Lists each datatype once: variant, CSVW name, IRI, family.
macro_rules! builtins {
    ($($variant:ident $name:literal $iri:expr, $family:ident;)*) => {
        /// A built-in datatype.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Builtin {
            $(#[doc = concat!("`", $name, "`")] $variant,)*
        }

        impl Builtin {
            /// The datatype with a CSVW name; `number`, `binary`, `datetime` and `any` are names of others.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Some(match name {
                    $($name => Self::$variant,)*
                    "number" => Self::Double,
                    "binary" => Self::Base64Binary,
                    "datetime" => Self::DateTime,
                    "any" => Self::AnyAtomicType,
                    _ => return None,
                })
            }

            /// The CSVW name.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The IRI.
            #[must_use]
            pub fn iri(self) -> NamedNodeRef<'static> {
                match self { $(Self::$variant => $iri,)* }
            }

            /// The family.
            pub(in crate::csvw) fn family(self) -> Family {
                match self { $(Self::$variant => Family::$family,)* }
            }

            /// The datatype with an IRI.
            pub(in crate::csvw) fn from_iri(iri: &str) -> Option<Self> {
                $(if iri == $iri.as_str() { return Some(Self::$variant); })*
                None
            }
        }
    };
}

/// An XSD name that `oxrdf` does not list.
const fn xsd_name(iri: &'static str) -> NamedNodeRef<'static> {
    NamedNodeRef::new_unchecked(iri)
}

builtins! {
    AnyAtomicType "anyAtomicType" xsd_name("http://www.w3.org/2001/XMLSchema#anyAtomicType"), Text;
    AnyUri "anyURI" xsd::ANY_URI, Text;
    Base64Binary "base64Binary" xsd::BASE_64_BINARY, Binary;
    Boolean "boolean" xsd::BOOLEAN, Boolean;
    Date "date" xsd::DATE, DateTime;
    DateTime "dateTime" xsd::DATE_TIME, DateTime;
    DateTimeStamp "dateTimeStamp" xsd::DATE_TIME_STAMP, DateTime;
    Decimal "decimal" xsd::DECIMAL, Decimal;
    Integer "integer" xsd::INTEGER, Integer;
    Long "long" xsd::LONG, Integer;
    Int "int" xsd::INT, Integer;
    Short "short" xsd::SHORT, Integer;
    Byte "byte" xsd::BYTE, Integer;
    NonNegativeInteger "nonNegativeInteger" xsd::NON_NEGATIVE_INTEGER, Integer;
    PositiveInteger "positiveInteger" xsd::POSITIVE_INTEGER, Integer;
    UnsignedLong "unsignedLong" xsd::UNSIGNED_LONG, Integer;
    UnsignedInt "unsignedInt" xsd::UNSIGNED_INT, Integer;
    UnsignedShort "unsignedShort" xsd::UNSIGNED_SHORT, Integer;
    UnsignedByte "unsignedByte" xsd::UNSIGNED_BYTE, Integer;
    NonPositiveInteger "nonPositiveInteger" xsd::NON_POSITIVE_INTEGER, Integer;
    NegativeInteger "negativeInteger" xsd::NEGATIVE_INTEGER, Integer;
    Double "double" xsd::DOUBLE, Double;
    Float "float" xsd::FLOAT, Double;
    Duration "duration" xsd::DURATION, Duration;
    DayTimeDuration "dayTimeDuration" xsd::DAY_TIME_DURATION, Duration;
    YearMonthDuration "yearMonthDuration" xsd::YEAR_MONTH_DURATION, Duration;
    GDay "gDay" xsd::G_DAY, DatePart;
    GMonth "gMonth" xsd::G_MONTH, DatePart;
    GMonthDay "gMonthDay" xsd::G_MONTH_DAY, DatePart;
    GYear "gYear" xsd::G_YEAR, DatePart;
    GYearMonth "gYearMonth" xsd::G_YEAR_MONTH, DatePart;
    HexBinary "hexBinary" xsd::HEX_BINARY, Binary;
    QName "QName" xsd_name("http://www.w3.org/2001/XMLSchema#QName"), Text;
    String "string" xsd::STRING, Text;
    NormalizedString "normalizedString" xsd::NORMALIZED_STRING, Text;
    Token "token" xsd::TOKEN, Text;
    Language "language" xsd::LANGUAGE, Text;
    Name "Name" xsd_name("http://www.w3.org/2001/XMLSchema#Name"), Text;
    Nmtoken "NMTOKEN" xsd_name("http://www.w3.org/2001/XMLSchema#NMTOKEN"), Text;
    Xml "xml" rdf::XML_LITERAL, Text;
    Html "html" rdf::HTML, Text;
    Json "json" csvw::JSON, Text;
    Time "time" xsd::TIME, DateTime;
}
