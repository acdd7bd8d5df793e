//! The vocabularies that are closed: all terms that their specifications define. A term that is none of them is misspelt.

use oxrdf::NamedNodeRef;

use crate::text::nearest;
use crate::vocab::{owl, sh, skos, skosxl};

/// A closed vocabulary: its prefix, its namespace, its terms.
struct Closed {
    prefix: &'static str,
    namespace: &'static str,
    terms: &'static str,
}

/// RDF 1.1 and 1.2, RDF Schema 1.1, OWL 2, SKOS, SKOS-XL, SHACL with its advanced features, the datatypes of XML Schema 1.1.
const CLOSED: [Closed; 7] = [
    Closed {
        prefix: "rdf",
        namespace: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        terms: "type subject predicate object Statement Property Bag Seq Alt List first rest nil value XMLLiteral HTML JSON \
                langString dirLangString PlainLiteral CompoundLiteral language direction reifies",
    },
    Closed {
        prefix: "rdfs",
        namespace: "http://www.w3.org/2000/01/rdf-schema#",
        terms: "Resource Class Literal Datatype Container ContainerMembershipProperty Proposition subClassOf subPropertyOf \
                comment label domain range seeAlso isDefinedBy member",
    },
    Closed {
        prefix: "owl",
        namespace: owl::NAMESPACE,
        terms: "AllDifferent AllDisjointClasses AllDisjointProperties Annotation AnnotationProperty AsymmetricProperty Axiom \
                Class DataRange DatatypeProperty DeprecatedClass DeprecatedProperty FunctionalProperty \
                InverseFunctionalProperty IrreflexiveProperty NamedIndividual NegativePropertyAssertion Nothing \
                ObjectProperty Ontology OntologyProperty ReflexiveProperty Restriction SymmetricProperty TransitiveProperty \
                Thing allValuesFrom annotatedProperty annotatedSource annotatedTarget assertionProperty \
                backwardCompatibleWith bottomDataProperty bottomObjectProperty cardinality complementOf \
                datatypeComplementOf deprecated differentFrom disjointUnionOf disjointWith distinctMembers equivalentClass \
                equivalentProperty hasKey hasSelf hasValue imports incompatibleWith intersectionOf inverseOf \
                maxCardinality maxQualifiedCardinality members minCardinality minQualifiedCardinality onClass onDataRange \
                onDatatype onProperties onProperty oneOf priorVersion propertyChainAxiom propertyDisjointWith \
                qualifiedCardinality rational real sameAs someValuesFrom sourceIndividual targetIndividual targetValue \
                topDataProperty topObjectProperty unionOf versionIRI versionInfo withRestrictions",
    },
    Closed {
        prefix: "skos",
        namespace: skos::NAMESPACE,
        terms: "Collection Concept ConceptScheme OrderedCollection altLabel broadMatch broader broaderTransitive changeNote \
                closeMatch definition editorialNote exactMatch example hasTopConcept hiddenLabel historyNote inScheme \
                mappingRelation member memberList narrowMatch narrower narrowerTransitive notation note prefLabel related \
                relatedMatch scopeNote semanticRelation topConceptOf",
    },
    Closed {
        prefix: "skosxl",
        namespace: skosxl::NAMESPACE,
        terms: "Label altLabel hiddenLabel labelRelation literalForm prefLabel",
    },
    Closed {
        prefix: "sh",
        namespace: sh::NAMESPACE,
        terms: "AbstractResult BlankNode BlankNodeOrIRI BlankNodeOrLiteral ConstraintComponent Function IRI IRIOrLiteral Info \
                JSConstraint JSExecutable JSFunction JSLibrary JSRule JSTarget JSTargetType JSValidator Literal NodeKind \
                NodeShape Parameter Parameterizable PrefixDeclaration PropertyGroup PropertyShape ResultAnnotation Rule \
                SPARQLAskExecutable SPARQLAskValidator SPARQLConstraint SPARQLConstructExecutable SPARQLExecutable \
                SPARQLFunction SPARQLRule SPARQLSelectExecutable SPARQLSelectValidator SPARQLTarget SPARQLTargetType \
                SPARQLUpdateExecutable Severity Shape Target TargetType TripleRule ValidationReport ValidationResult \
                Validator Violation Warning Debug Trace alternativePath and annotationProperty annotationValue \
                annotationVarName ask class closed codeIdentifier condition conforms conformanceDisallows construct \
                datatype deactivated declare defaultValue description detail disjoint entailment equals expression \
                filterShape flags focusNode group hasValue ignoredProperties in intersection inversePath js \
                jsFunctionName jsLibrary jsLibraryURL labelTemplate languageIn lessThan lessThanOrEquals maxCount \
                maxExclusive maxInclusive maxLength memberShape message minCount minExclusive minInclusive minLength \
                name namespace node nodeKind nodeValidator nodes not object oneOrMorePath optional or order parameter \
                path pattern predicate prefix prefixes property propertyValidator qualifiedMaxCount qualifiedMinCount \
                qualifiedValueShape qualifiedValueShapesDisjoint reificationRequired reifierShape result \
                resultAnnotation resultMessage resultPath resultSeverity returnType rule select severity shape \
                shapesGraph shapesGraphWellFormed singleLine rootClass someValue uniqueMembers minListLength \
                maxListLength subsetOf sourceConstraint sourceConstraintComponent sourceShape sparql subject \
                suggestedShapesGraph target targetClass targetNode targetObjectsOf targetSubjectsOf targetWhere this \
                union uniqueLang update validator value values xone zeroOrMorePath zeroOrOnePath",
    },
    Closed {
        prefix: "xsd",
        namespace: "http://www.w3.org/2001/XMLSchema#",
        terms: "anyAtomicType anySimpleType anyType anyURI base64Binary boolean byte date dateTime dateTimeStamp \
                dayTimeDuration decimal double duration ENTITIES ENTITY float gDay gMonth gMonthDay gYear gYearMonth \
                hexBinary ID IDREF IDREFS int integer language length long maxExclusive maxInclusive maxLength \
                minExclusive minInclusive minLength Name NCName negativeInteger NMTOKEN NMTOKENS nonNegativeInteger \
                nonPositiveInteger normalizedString NOTATION pattern positiveInteger QName short string time token \
                totalDigits fractionDigits unsignedByte unsignedInt unsignedLong unsignedShort yearMonthDuration",
    },
];

/// Whether an IRI lies where the datatypes of XML Schema do.
pub(super) fn is_datatype(iri: NamedNodeRef<'_>) -> bool {
    iri.as_str().starts_with("http://www.w3.org/2001/XMLSchema#")
}

/// For a term that its closed vocabulary does not have: its short name, and the nearest one that there is, if one is near.
/// None for a term of a vocabulary that is open or not known here.
pub(super) fn unknown(iri: NamedNodeRef<'_>) -> Option<(String, Option<String>)> {
    let closed = CLOSED.iter().find(|closed| iri.as_str().starts_with(closed.namespace))?;
    let local = &iri.as_str()[closed.namespace.len()..];
    let terms = || closed.terms.split_ascii_whitespace();
    let numbered = closed.prefix == "rdf" && local.strip_prefix('_').is_some_and(|n| n.parse::<u64>().is_ok());
    let component = closed.prefix == "sh" && local.contains("ConstraintComponent");
    if local.is_empty() || numbered || component || terms().any(|term| term == local) {
        return None;
    }
    let short = |local: &str| format!("{}:{local}", closed.prefix);
    Some((short(local), nearest(local, terms()).map(short)))
}

#[cfg(test)]
mod tests {
    use oxrdf::NamedNodeRef;
    use oxrdf::vocab::{rdf, rdfs, xsd};

    use super::unknown;
    use crate::vocab::{owl, sh, skos};

    #[test]
    fn only_what_is_misspelt_is_unknown() {
        let near = |iri: &str| unknown(NamedNodeRef::new(iri).expect("an IRI"));
        let meant = |iri: &str| near(iri).and_then(|(_, near)| near).unwrap_or_default();
        assert_eq!(meant("http://www.w3.org/ns/shacl#minCont"), "sh:minCount");
        assert_eq!(meant("http://www.w3.org/2001/XMLSchema#gyear"), "xsd:gYear");
        assert_eq!(meant("http://www.w3.org/2002/07/owl#inversOf"), "owl:inverseOf");
        assert_eq!(near("http://www.w3.org/2002/07/owl#w"), Some(("owl:w".to_owned(), None)));
        let known = [rdf::TYPE, rdf::LANG_STRING, rdfs::LABEL, xsd::G_YEAR, sh::PATH, owl::INVERSE_OF, skos::BROADER];
        for known in known {
            assert_eq!(unknown(known), None, "{known}");
        }
        for open in ["http://purl.org/dc/terms/title", "http://www.w3.org/1999/02/22-rdf-syntax-ns#_12"] {
            assert_eq!(near(open), None, "{open}");
        }
    }
}
