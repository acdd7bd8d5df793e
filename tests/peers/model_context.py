"""The official client of the Model Context Protocol, over both transports and both lifecycles: it lists everything,
calls every tool, validates each answer against the schema that the tool declares, and reads resources and prompts.

Arguments: the program, the folder of the dataset, and the address of a server that listens."""

import asyncio
import sys

import jsonschema
from mcp import Client, MCPError, StdioServerParameters

PROGRAM, FOLDER, ADDRESS = sys.argv[1:]

CALLS = [
    ("search", {"text": "казакстан", "lang": "kk"}),
    ("search", {"text": "implements", "kind": "property"}),
    ("describe", {"entity": "tilshi"}),
    ("describe", {"entity": "kazakhstan", "lang": "ru", "limit": 5, "offset": 3}),
    ("describe", {"entity": "journalists", "lang": "kk"}),
    ("questions", {}),
    ("questions", {"question": "who-trains-whom", "lang": "ru"}),
    ("ask", {"question": "who-trains-whom", "parameters": {"place": "aktobe"}}),
    ("ask", {"question": "actors-by-kind", "limit": 2}),
    ("query", {"sparql": "SELECT ?law ?date { ?law a sauat:Law ; sauat:dateAdopted ?date } ORDER BY ?date"}),
    ("query", {"sparql": "ASK { kz:medianet ?p ?o }"}),
    ("query", {"sparql": "DESCRIBE kz:medianet", "limit": 3}),
    ("path", {"from": "medianet", "to": "unesco", "lang": "en"}),
    ("path", {"from": "medianet", "to": "kazakhstan"}),
]
WRONG = [
    ("describe", {"entity": "unesko"}, "unesco"),
    ("ask", {"question": "who-fund"}, "who-funds"),
    ("ask", {"question": "who-trains-whom", "parameters": {"place": "aktbe"}}, "aktobe"),
    ("search", {"text": "a", "lang": "de"}, "kk, ru or en"),
    ("query", {"sparql": "SELECT ?x {"}, "line 1"),
    ("query", {"sparql": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a"}, "limits"),
    ("path", {"from": "medianet", "to": "medianet"}, "both ends"),
]


async def talk(server, mode):
    async with Client(server, mode=mode) as client:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert set(tools) == {"search", "describe", "questions", "ask", "query", "path"}, tools
        for tool in tools.values():
            jsonschema.Draft202012Validator.check_schema(tool.input_schema)
            jsonschema.Draft202012Validator.check_schema(tool.output_schema)
            assert tool.annotations.read_only_hint and not tool.annotations.open_world_hint, tool.name
        called = set()
        for name, arguments in CALLS:
            jsonschema.validate(arguments, tools[name].input_schema)
            result = await client.call_tool(name, arguments)
            text = result.content[0].text
            assert not result.is_error, (name, arguments, text)
            jsonschema.validate(result.structured_content, tools[name].output_schema)
            assert result.structured_content["dataset"]["licence"] == "CC BY 4.0", name
            assert "CC BY 4.0" in text, name
            called.add(name)
        assert called == set(tools)
        for name, arguments, hint in WRONG:
            result = await client.call_tool(name, arguments)
            assert result.is_error and hint in result.content[0].text, (name, arguments, result.content[0].text)
        resources = (await client.list_resources()).resources
        for resource in resources:
            contents = (await client.read_resource(resource.uri)).contents
            assert contents[0].text.strip() and contents[0].mime_type == resource.mime_type, resource.uri
        templates = (await client.list_resource_templates()).resource_templates
        for template in templates:
            uri = template.uri_template.replace("{id}", "medianet")
            contents = (await client.read_resource(uri)).contents
            assert "medianet" in contents[0].text and contents[0].mime_type == template.mime_type, uri
        try:
            await client.read_resource("https://w3id.org/sauat/kz/unesko")
            raise AssertionError("a resource that is not there was read")
        except MCPError as error:
            assert "unesco" in str(error), error
        prompts = (await client.list_prompts()).prompts
        given = {"actor": "medianet", "question": "who-funds", "from": "medianet", "to": "unesco"}
        for prompt in prompts:
            arguments = {one.name: given[one.name] for one in prompt.arguments if one.required}
            found = await client.get_prompt(prompt.name, arguments)
            assert found.messages[0].content.text, prompt.name
        print(f"{mode}: {len(CALLS)} answers, {len(resources)} resources, {len(prompts)} prompts")


async def main():
    for mode in ["legacy", "auto"]:
        arguments = ["-C", FOLDER, "mcp", "--deadline", "2"]
        await talk(StdioServerParameters(command=PROGRAM, args=arguments), mode)
        await talk(ADDRESS, mode)


asyncio.run(main())
