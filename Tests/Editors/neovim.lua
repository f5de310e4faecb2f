-- Opens a notebook in Neovim with the server, and says what Neovim has understood; the exit status says if it is right.
local function fail(message)
  io.stderr:write(message .. "\n")
  vim.cmd("cquit 1")
end
local function expect(condition, message, value)
  if not condition then fail(message .. ": " .. vim.inspect(value)) end
end

vim.cmd("filetype plugin on")
vim.opt.runtimepath:prepend(vim.env.EDITORS .. "/vim")
vim.opt.runtimepath:append(vim.env.EDITORS .. "/vim/after")
vim.cmd("runtime! ftdetect/nnb.vim")
vim.cmd("syntax on")
local text = {
  "# 日本😀", "", "```nnb", "let rate 0.5", "data xor", "layer affine 2 4", "# 😀", "layer affine 3 1", "predict \"😀\" trian",
  "show ", "```",
}
vim.fn.writefile(text, "x.nnb")
vim.cmd("edit x.nnb")
expect(vim.bo.filetype == "nnb", "filetype", vim.bo.filetype)
local id = vim.lsp.start_client({ name = "nbrun", cmd = { vim.env.NBRUN, "lsp" } })
vim.lsp.buf_attach_client(0, id)
local function ask(method, line, column)
  local params = { textDocument = vim.lsp.util.make_text_document_params(), position = { line = line, character = column } }
  for _, answer in pairs(vim.lsp.buf_request_sync(0, method, params, 10000) or {}) do return answer.result end
end
local function wait_for(count)
  local done = vim.wait(20000, function() return #vim.diagnostic.get(0) == count end, 20)
  expect(done, "diagnostics", vim.diagnostic.get(0))
  return vim.diagnostic.get(0)
end

local found = wait_for(3)
table.sort(found, function(a, b) return a.lnum < b.lnum end)
expect(found[1].lnum == 7 and found[1].col == 13, "layer", found[1])
-- Neovim's columns count bytes: a character outside of the basic plane is two units for the server and four of them.
expect(found[2].lnum == 8 and found[2].col == 8 and found[2].end_col == 14, "predict", found[2])
local names = {}
for _, item in ipairs(ask("textDocument/completion", 9, 5).items) do names[item.label] = item.detail end
expect(names.W1 and names.loss, "completion", names)
local help = ask("textDocument/hover", 5, 1)
expect(help.contents.value:find("layer KIND", 1, true), "hover", help)
local symbols = ask("textDocument/documentSymbol", 0, 0)
expect(#symbols >= 1, "symbols", symbols)

-- What is typed is told in pieces, and the mistakes go as they are mended.
vim.api.nvim_buf_set_text(0, 7, 13, 7, 14, { "4" })
wait_for(2)
vim.api.nvim_buf_set_lines(0, 8, 10, false, { "predict 0 1" })
wait_for(0)
vim.api.nvim_buf_set_text(0, 0, 0, 0, 0, { "日本😀" })
vim.api.nvim_buf_set_lines(0, 8, 9, false, { "predict 0 \"😀\"" })
found = wait_for(1)
expect(found[1].col == 10 and found[1].end_col == 16, "after edits", found)
vim.lsp.stop_client(id)
print("Neovim " .. tostring(vim.version().major) .. "." .. tostring(vim.version().minor) .. " shows mistakes, completion and help\n")
vim.cmd("qall!")
