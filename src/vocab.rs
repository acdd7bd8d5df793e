//! The IRIs that the code itself must know, grouped by vocabulary and spelt as their specifications spell them.
//!
//! It knows no labels and no hierarchy: those are read from `ontology/`. RDF, RDFS and XSD come from [`oxrdf::vocab`].

/// Declares one vocabulary as a module of [`oxrdf::NamedNodeRef`] constants.
macro_rules! vocabulary {
    ($(#[$doc:meta])* $module:ident, $namespace:literal, { $($name:ident = $local:literal),* $(,)? }) => {
        $(#[$doc])*
        pub mod $module {
            use oxrdf::NamedNodeRef;
            /// The namespace IRI, as prefix declarations write it.
            pub const NAMESPACE: &str = $namespace;
            $(
                #[doc = concat!("`", $namespace, $local, "`")]
                pub const $name: NamedNodeRef<'static> = NamedNodeRef::new_unchecked(concat!($namespace, $local));
            )*
        }
    };
}

vocabulary!(
    /// Sauat's own terms, defined in `ontology/sauat.ttl`.
    sauat, "https://w3id.org/sauat/ontology#", {
        CLAIM = "Claim",
        PLAIN_CLAIM = "PlainClaim",
        KIND = "kind",
        SOURCE_DOCUMENT = "SourceDocument",
        REFERENCE_DATASET = "ReferenceDataset",
        LABEL_KK_BY = "labelKkBy",
        LABEL_RU_BY = "labelRuBy",
        LABEL_EN_BY = "labelEnBy",
        RELATED_TO = "relatedTo",
        PLACED_IN = "placedIn",
        HAS_TOPIC = "hasTopic",
        FOR_AUDIENCE = "forAudience",
        CLASSIFIED_AS = "classifiedAs",
        HAS_ATTRIBUTE = "hasAttribute",
        CONTAINED_IN = "containedIn",
        PRESENT_IN = "presentIn",
        COVERS = "covers",
        TARGETS = "targets",
        BENEFITS = "benefits",
        SECTION = "section",
        LINES = "lines",
        CONTEXT_LINES = "contextLines",
        LINE_COUNT = "lineCount",
        FILE_NAME = "fileName",
        SHA256 = "sha256",
        ROLE = "role",
        START = "start",
        END = "end",
        FREQUENCY = "frequency",
        BOUND = "bound",
        UNIT = "unit",
        RANK = "rank",
        CERTAINTY = "certainty",
        MODALITY = "modality",
        NOTE = "note",
        MONTH_HELD = "monthHeld",
        DATE_STARTED = "dateStarted",
        DATE_FOUNDED = "dateFounded",
        DATE_INTRODUCED = "dateIntroduced",
        DATE_ENDED = "dateEnded",
        DATE_PLANNED = "datePlanned",
        IN_OWN_WORDS = "inOwnWords",
        REPORTED_AS = "reportedAs",
        LATIN_FORM = "latinForm",
        TOMBSTONE = "Tombstone",
        FATE = "fate",
        REPLACED_BY = "replacedBy",
        ACTOR_KIND = "actorKind",
        ACTOR = "Actor",
        IDEA = "Idea",
        ACTIVITY = "Activity",
        OCCURRENCE = "Occurrence",
        WORK = "Work",
        PLACE = "Place",
        COUNTRY = "Country",
        TIE_FAMILY = "tieFamily",
        MAP_STYLE = "mapStyle",
        IS_DONE_ONCE = "isDoneOnce",
        TILE = "tile",
        WITHDRAWN_IN = "withdrawnIn",
        LICENCE = "licence",
        TO_LATIN = "toLatin",
    }
);
vocabulary!(
    /// W3C CSV on the Web.
    csvw, "http://www.w3.org/ns/csvw#", {
        TABLE_GROUP = "TableGroup",
        TABLE = "Table",
        ROW = "Row",
        HAS_TABLE = "table",
        HAS_ROW = "row",
        URL = "url",
        ROWNUM = "rownum",
        DESCRIBES = "describes",
        TITLE = "title",
        NOTE = "note",
        JSON = "JSON",
    }
);
vocabulary!(
    /// OWL 2.
    owl, "http://www.w3.org/2002/07/owl#", {
        CLASS = "Class",
        ONTOLOGY = "Ontology",
        OBJECT_PROPERTY = "ObjectProperty",
        DATATYPE_PROPERTY = "DatatypeProperty",
        ANNOTATION_PROPERTY = "AnnotationProperty",
        SYMMETRIC_PROPERTY = "SymmetricProperty",
        TRANSITIVE_PROPERTY = "TransitiveProperty",
        IRREFLEXIVE_PROPERTY = "IrreflexiveProperty",
        DISJOINT_WITH = "disjointWith",
        PROPERTY_CHAIN_AXIOM = "propertyChainAxiom",
        UNION_OF = "unionOf",
        INTERSECTION_OF = "intersectionOf",
        ONE_OF = "oneOf",
        HAS_KEY = "hasKey",
        INVERSE_OF = "inverseOf",
        VERSION_INFO = "versionInfo",
    }
);
vocabulary!(
    /// SKOS.
    skos, "http://www.w3.org/2004/02/skos/core#", {
        CONCEPT = "Concept",
        CONCEPT_SCHEME = "ConceptScheme",
        PREF_LABEL = "prefLabel",
        ALT_LABEL = "altLabel",
        HIDDEN_LABEL = "hiddenLabel",
        IN_SCHEME = "inScheme",
        DEFINITION = "definition",
        BROADER = "broader",
        NOTATION = "notation",
    }
);
vocabulary!(
    /// SKOS-XL.
    skosxl, "http://www.w3.org/2008/05/skos-xl#", {
        LABEL = "Label",
        ALT_LABEL = "altLabel",
        LITERAL_FORM = "literalForm",
    }
);
vocabulary!(
    /// PROV-O.
    prov, "http://www.w3.org/ns/prov#", {
        ENTITY = "Entity",
        ACTIVITY = "Activity",
        SOFTWARE_AGENT = "SoftwareAgent",
        USED = "used",
        VALUE = "value",
        WAS_GENERATED_BY = "wasGeneratedBy",
        WAS_ASSOCIATED_WITH = "wasAssociatedWith",
        WAS_DERIVED_FROM = "wasDerivedFrom",
        WAS_INFLUENCED_BY = "wasInfluencedBy",
    }
);
vocabulary!(
    /// Dublin Core terms.
    dcterms, "http://purl.org/dc/terms/", {
        TITLE = "title",
        DESCRIPTION = "description",
        CREATOR = "creator",
        PUBLISHER = "publisher",
        ISSUED = "issued",
        SOURCE = "source",
        SUBJECT = "subject",
        LANGUAGE = "language",
        IDENTIFIER = "identifier",
        CONFORMS_TO = "conformsTo",
        LICENSE = "license",
        IS_PART_OF = "isPartOf",
        HAS_FORMAT = "hasFormat",
        IS_FORMAT_OF = "isFormatOf",
        FORMAT = "format",
        MODIFIED = "modified",
    }
);
vocabulary!(
    /// schema.org.
    schema, "https://schema.org/", {
        URL = "url",
        NAME = "name",
        VALUE = "value",
        PROPERTY_VALUE = "PropertyValue",
        ADDITIONAL_PROPERTY = "additionalProperty",
    }
);
vocabulary!(
    /// Changeset.
    cs, "http://purl.org/vocab/changeset/schema#", {
        CHANGE_SET = "ChangeSet",
        SUBJECT_OF_CHANGE = "subjectOfChange",
        CHANGE_REASON = "changeReason",
        ADDITION = "addition",
        REMOVAL = "removal",
    }
);
vocabulary!(
    /// VoID.
    void, "http://rdfs.org/ns/void#", {
        URI_SPACE = "uriSpace",
        DATASET = "Dataset",
        DATASET_DESCRIPTION = "DatasetDescription",
        TRIPLES = "triples",
        ENTITIES = "entities",
        CLASSES = "classes",
        PROPERTIES = "properties",
        DISTINCT_SUBJECTS = "distinctSubjects",
        DISTINCT_OBJECTS = "distinctObjects",
        CLASS_PARTITION = "classPartition",
        CLASS = "class",
        PROPERTY_PARTITION = "propertyPartition",
        PROPERTY = "property",
        SUBSET = "subset",
        VOCABULARY = "vocabulary",
        EXAMPLE_RESOURCE = "exampleResource",
        DATA_DUMP = "dataDump",
        SPARQL_ENDPOINT = "sparqlEndpoint",
    }
);
vocabulary!(
    /// DCAT 3.
    dcat, "http://www.w3.org/ns/dcat#", {
        CATALOG = "Catalog",
        DATASET = "Dataset",
        DATA_SERVICE = "DataService",
        DISTRIBUTION = "Distribution",
        HAS_DATASET = "dataset",
        HAS_SERVICE = "service",
        ENDPOINT_URL = "endpointURL",
        ENDPOINT_DESCRIPTION = "endpointDescription",
        SERVES_DATASET = "servesDataset",
        HAS_DISTRIBUTION = "distribution",
        VERSION = "version",
        DOWNLOAD_URL = "downloadURL",
        ACCESS_URL = "accessURL",
        MEDIA_TYPE = "mediaType",
        BYTE_SIZE = "byteSize",
    }
);
vocabulary!(
    /// SPARQL 1.1 Service Description.
    sd, "http://www.w3.org/ns/sparql-service-description#", {
        SERVICE = "Service",
        ENDPOINT = "endpoint",
        SUPPORTED_LANGUAGE = "supportedLanguage",
        SPARQL_11_QUERY = "SPARQL11Query",
        RESULT_FORMAT = "resultFormat",
        FEATURE = "feature",
        UNION_DEFAULT_GRAPH = "UnionDefaultGraph",
        EXTENSION_FUNCTION = "extensionFunction",
        FUNCTION = "Function",
        DEFAULT_DATASET = "defaultDataset",
        DATASET = "Dataset",
        DEFAULT_GRAPH = "defaultGraph",
        GRAPH_CLASS = "Graph",
        NAMED_GRAPH = "namedGraph",
        NAMED_GRAPH_CLASS = "NamedGraph",
        NAME = "name",
        GRAPH = "graph",
    }
);
vocabulary!(
    /// The RDF Data Cube Vocabulary.
    qb, "http://purl.org/linked-data/cube#", {
        DATA_SET_CLASS = "DataSet",
        DATA_SET = "dataSet",
        STRUCTURE_CLASS = "DataStructureDefinition",
        STRUCTURE = "structure",
        COMPONENT_CLASS = "ComponentSpecification",
        COMPONENT = "component",
        DIMENSION_CLASS = "DimensionProperty",
        DIMENSION = "dimension",
        MEASURE_CLASS = "MeasureProperty",
        MEASURE = "measure",
        ORDER = "order",
        OBSERVATION = "Observation",
    }
);
vocabulary!(
    /// SPDX, for checksums.
    spdx, "http://spdx.org/rdf/terms#", {
        CHECKSUM = "checksum",
        CHECKSUM_CLASS = "Checksum",
        ALGORITHM = "algorithm",
        SHA256 = "checksumAlgorithm_sha256",
        CHECKSUM_VALUE = "checksumValue",
    }
);
vocabulary!(
    /// FOAF.
    foaf, "http://xmlns.com/foaf/0.1/", {
        AGENT = "Agent",
        DOCUMENT = "Document",
        NAME = "name",
        PRIMARY_TOPIC = "primaryTopic",
    }
);
vocabulary!(
    /// SHACL.
    sh, "http://www.w3.org/ns/shacl#", {
        PROPERTY_SHAPE = "PropertyShape",
        NODE_SHAPE = "NodeShape",
        CLASS = "class",
        DATATYPE = "datatype",
        NODE = "node",
        OR = "or",
        IN = "in",
        SPARQL = "sparql",
        SELECT = "select",
        ASK = "ask",
        PREFIX = "prefix",
        NAMESPACE_OF_PREFIX = "namespace",
        SPARQL_CONSTRAINT_COMPONENT = "SPARQLConstraintComponent",
        MESSAGE = "message",
        NAME = "name",
        SEVERITY = "severity",
        PROPERTY = "property",
        PATH = "path",
        TARGET_SUBJECTS_OF = "targetSubjectsOf",
        TARGET_OBJECTS_OF = "targetObjectsOf",
        TARGET_CLASS = "targetClass",
        NOT = "not",
        QUALIFIED_VALUE_SHAPE = "qualifiedValueShape",
        AND = "and",
        INVERSE_PATH = "inversePath",
        ALTERNATIVE_PATH = "alternativePath",
        ZERO_OR_MORE_PATH = "zeroOrMorePath",
        ONE_OR_MORE_PATH = "oneOrMorePath",
        ZERO_OR_ONE_PATH = "zeroOrOnePath",
        XONE = "xone",
        LANGUAGE_IN = "languageIn",
        IGNORED_PROPERTIES = "ignoredProperties",
    }
);
