//! Requests of the protocol, answered from one version of the dataset each.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, CompleteRequestParams, CompleteResult, CompletionInfo,
    ContentBlock, CustomRequest, CustomResult, ErrorCode, GetPromptRequestParams, GetPromptResponse, GetPromptResult,
    Implementation, JsonObject, ListPromptsResult, ListResourceTemplatesResult, ListResourcesResult, ListToolsResult,
    PaginatedRequestParams, Prompt, PromptArgument, PromptMessage, ReadResourceRequestParams, ReadResourceResponse,
    ReadResourceResult, Reference, Resource, ResourceContents, ResourceTemplate, Role, ServerCapabilities,
    ServerConfig, Tool, ToolAnnotations,
};
use rmcp::service::RequestContext;
use rmcp::{ErrorData, RoleServer, ServerHandler};
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::task::spawn_blocking;

use crate::publish::site::Site;
use crate::publish::tools;
use crate::serve::done::done;
use crate::serve::job::{Task, ToolTask};
use crate::serve::refusal::Refusal;
use crate::serve::routes::Shared;
use crate::serve::version::Version;

/// The methods whose parameters have a form: a request that does not hold to it comes as one of no known method.
const METHODS: [&str; 9] = [
    "initialize",
    "tools/call",
    "tools/list",
    "resources/list",
    "resources/read",
    "resources/templates/list",
    "prompts/list",
    "prompts/get",
    "completion/complete",
];

/// Answers requests.
#[derive(Clone)]
pub(super) struct Handler {
    shared: Arc<Shared>,
    /// The version, if all requests are to have the same; else each has that of its time.
    version: Option<Arc<Version>>,
    /// Whether a query failed.
    failed: Arc<AtomicBool>,
}

impl Handler {
    /// Answers from the newest version.
    pub(super) fn newest(shared: Arc<Shared>) -> Self {
        Self { shared, version: None, failed: Arc::default() }
    }

    /// Answers from one version; says whether a query failed.
    pub(super) fn of(shared: Arc<Shared>, version: Arc<Version>) -> (Self, Arc<AtomicBool>) {
        let failed = Arc::<AtomicBool>::default();
        (Self { shared, version: Some(version), failed: Arc::clone(&failed) }, failed)
    }

    fn version(&self) -> Arc<Version> {
        self.version.clone().unwrap_or_else(|| self.shared.version())
    }

    /// Has a worker answer; what it cannot, for want of time or memory, is told as the mistake of a tool.
    async fn done<T: DeserializeOwned>(&self, task: ToolTask) -> Result<Result<T, tools::Wrong>, ErrorData> {
        let version = self.version();
        // Who asks over HTTP has been counted already; over pipes there is nobody else.
        match done(&self.shared, &version, None, Task::Tool(task)).await {
            Ok(done) => {
                if done.failed {
                    self.failed.store(true, Ordering::Relaxed);
                }
                serde_json::from_slice(&done.bytes).map_err(internal)
            }
            Err(undone) => {
                self.failed.store(true, Ordering::Relaxed);
                let Refusal { message, hint, .. } = Refusal::from(undone);
                let limits = version.pool.duty().named();
                let hint = hint.map_or_else(|| limits.clone(), |hint| format!("{hint}; {limits}"));
                Ok(Err(tools::Wrong::new(message, hint)))
            }
        }
    }

    /// Does work on a thread that may wait; nothing is done twice.
    async fn with_site<T: Send + 'static>(
        &self,
        made: impl FnOnce(&Site) -> T + Send + 'static,
    ) -> Result<T, ErrorData> {
        let version = self.version();
        let made = spawn_blocking(move || version.site.as_ref().map(made)).await;
        made.map_err(internal)?.ok_or_else(|| internal("the dataset has no tables and questions"))
    }
}

fn internal(error: impl std::fmt::Display) -> ErrorData {
    ErrorData::internal_error(error.to_string(), None)
}

/// A refusal as an error of the protocol.
fn invalid(wrong: &tools::Wrong) -> ErrorData {
    ErrorData::invalid_params(wrong.text(), None)
}

fn object(value: Value) -> Arc<JsonObject> {
    Arc::new(match value {
        Value::Object(map) => map,
        _ => JsonObject::new(),
    })
}

fn tool(definition: tools::Definition) -> Tool {
    let hints = ToolAnnotations::with_title(definition.title);
    Tool::new(definition.name, definition.description, object(definition.input))
        .with_title(definition.title)
        .with_raw_output_schema(object(definition.output))
        .with_annotations(hints.read_only(true).destructive(false).idempotent(true).open_world(false))
}

/// The arguments of a prompt; values that are no texts are written as JSON.
fn pairs(arguments: Option<JsonObject>) -> Vec<(String, String)> {
    let text = |value: Value| match value {
        Value::String(text) => text,
        other => other.to_string(),
    };
    arguments.into_iter().flatten().map(|(name, value)| (name, text(value))).collect()
}

impl ServerHandler for Handler {
    fn get_info(&self) -> ServerConfig {
        let capabilities = ServerCapabilities::builder()
            .enable_tools()
            .enable_resources()
            .enable_prompts()
            .enable_completions()
            .build();
        let version = self.version();
        let info = Implementation::new("sauat", env!("CARGO_PKG_VERSION")).with_title("Sauat");
        let guide = version.site.as_ref().map(tools::guide).unwrap_or_default();
        ServerConfig::new(capabilities).with_server_info(info).with_instructions(guide)
    }

    async fn list_tools(
        &self,
        _request: Option<PaginatedRequestParams>,
        _context: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        let definitions = self.with_site(tools::definitions).await?;
        Ok(ListToolsResult::with_all_items(definitions.into_iter().map(tool).collect()))
    }

    fn get_tool(&self, name: &str) -> Option<Tool> {
        let version = self.version();
        let definitions = version.site.as_ref().map(tools::definitions).unwrap_or_default();
        definitions.into_iter().find(|definition| definition.name == name).map(tool)
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        if self.get_tool(&request.name).is_none() {
            let (name, none) = (request.name.chars().take(60).collect::<String>(), "`tools/list` names the tools");
            return Err(invalid(&tools::Wrong::new(format!("there is no tool `{name}`"), none)));
        }
        let arguments = request.arguments.unwrap_or_default();
        let task = ToolTask::Call { name: request.name.into_owned(), arguments };
        let told: Result<tools::Told, tools::Wrong> = tokio::select! {
            told = self.done(task) => told?,
            () = context.ct.cancelled() => return Err(internal("the request was cancelled")),
        };
        let result = match told {
            Ok(told) => {
                let mut result = CallToolResult::success(vec![ContentBlock::text(told.text)]);
                result.structured_content = Some(told.content);
                result
            }
            Err(wrong) => CallToolResult::error(vec![ContentBlock::text(wrong.text())]),
        };
        Ok(result.into())
    }

    async fn list_resources(
        &self,
        _request: Option<PaginatedRequestParams>,
        _context: RequestContext<RoleServer>,
    ) -> Result<ListResourcesResult, ErrorData> {
        let listed = |one: tools::Resource| {
            Resource::new(one.uri, one.name)
                .with_title(one.title)
                .with_description(one.description)
                .with_mime_type(one.media_type)
        };
        let found = self.with_site(tools::resources).await?;
        Ok(ListResourcesResult::with_all_items(found.into_iter().map(listed).collect()))
    }

    async fn list_resource_templates(
        &self,
        _request: Option<PaginatedRequestParams>,
        _context: RequestContext<RoleServer>,
    ) -> Result<ListResourceTemplatesResult, ErrorData> {
        let listed = |one: tools::Template| {
            ResourceTemplate::new(one.uri, one.name).with_description(one.description).with_mime_type(one.media_type)
        };
        let found = self.with_site(tools::templates).await?;
        Ok(ListResourceTemplatesResult::with_all_items(found.into_iter().map(listed).collect()))
    }

    async fn read_resource(
        &self,
        request: ReadResourceRequestParams,
        _context: RequestContext<RoleServer>,
    ) -> Result<ReadResourceResponse, ErrorData> {
        let content: Result<tools::Content, _> = self.done(ToolTask::Read { uri: request.uri.clone() }).await?;
        let content = content.map_err(|wrong| ErrorData::resource_not_found(wrong.text(), None))?;
        let contents = ResourceContents::text(content.text, request.uri).with_mime_type(content.media_type);
        Ok(ReadResourceResult::new(vec![contents]).into())
    }

    async fn list_prompts(
        &self,
        _request: Option<PaginatedRequestParams>,
        _context: RequestContext<RoleServer>,
    ) -> Result<ListPromptsResult, ErrorData> {
        let argument = |one: tools::PromptArgument| {
            PromptArgument::new(one.name).with_description(one.description).with_required(one.required)
        };
        let listed = |one: tools::Prompt| {
            let arguments = one.arguments.into_iter().map(argument).collect();
            Prompt::new(one.name, Some(one.description), Some(arguments)).with_title(one.title)
        };
        Ok(ListPromptsResult::with_all_items(tools::prompts().into_iter().map(listed).collect()))
    }

    async fn get_prompt(
        &self,
        request: GetPromptRequestParams,
        _context: RequestContext<RoleServer>,
    ) -> Result<GetPromptResponse, ErrorData> {
        let task = ToolTask::Prompt { name: request.name, arguments: pairs(request.arguments) };
        let text: Result<String, _> = self.done(task).await?;
        let text = text.map_err(|wrong| invalid(&wrong))?;
        Ok(GetPromptResult::new(vec![PromptMessage::new_text(Role::User, text)]).into())
    }

    async fn complete(
        &self,
        request: CompleteRequestParams,
        _context: RequestContext<RoleServer>,
    ) -> Result<CompleteResult, ErrorData> {
        let prompt = match &request.r#ref {
            Reference::Prompt(prompt) => Some(prompt.name.clone()),
            _ => None,
        };
        let mut others: Vec<(String, String)> =
            request.context.and_then(|context| context.arguments).into_iter().flatten().collect();
        others.sort();
        let (argument, typed) = (request.argument.name, request.argument.value);
        let found = self.done::<tools::Completed>(ToolTask::Complete { prompt, argument, typed, others }).await?;
        let found = found.map_err(|wrong| invalid(&wrong))?;
        let more = found.total > found.values.len();
        let info = CompletionInfo::with_pagination(found.values, u32::try_from(found.total).ok(), more);
        Ok(CompleteResult::new(info.map_err(internal)?))
    }

    async fn on_custom_request(
        &self,
        request: CustomRequest,
        _context: RequestContext<RoleServer>,
    ) -> Result<CustomResult, ErrorData> {
        let shown: String = request.method.chars().take(60).collect();
        if METHODS.contains(&request.method.as_str()) {
            return Err(ErrorData::invalid_params(
                format!("the parameters of `{shown}` are not as they should be"),
                None,
            ));
        }
        Err(ErrorData::new(ErrorCode::METHOD_NOT_FOUND, format!("there is no method `{shown}`"), None))
    }
}
