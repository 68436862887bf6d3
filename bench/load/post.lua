-- wrk -s post.lua URL -- LINES HEADER=VALUE …
-- Posts the lines of the file LINES one after the other, over and over, and ends with one line of JSON: what came back.
-- A line is a body, or a header of its own, a tab, and the body.

local requests = {}
local next_request = 0

function init(args)
  local headers = { ["content-type"] = "application/json" }
  for i = 2, #args do
    local name, value = args[i]:match("^([^=]+)=(.*)$")
    headers[name] = value
  end
  for line in io.lines(args[1]) do
    local name, value, body = line:match("^([%w-]+)=([^\t]*)\t(.*)$")
    if name then headers[name] = value else body = line end
    requests[#requests + 1] = wrk.format("POST", wrk.path, headers, body)
  end
end

function request()
  next_request = next_request % #requests + 1
  return requests[next_request]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests":%d,"seconds":%.6f,"bytes":%d,"failedStatus":%d,"failedSocket":%d,"timeouts":%d,"p50Ms":%.3f,"p95Ms":%.3f,"p99Ms":%.3f,"maxMs":%.3f}\n',
    summary.requests, summary.duration / 1e6, summary.bytes,
    errors.status, errors.connect + errors.read + errors.write, errors.timeout,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000, latency.max / 1000))
end
