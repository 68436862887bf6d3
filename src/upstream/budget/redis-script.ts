/**
 * The whole budget engine as one script, so that a decision and its count are one step for all replicas. Times are
 * Redis' own unless the caller brings one (tests). ARGV[1] is a JSON object, the answer too.
 *
 * Under the base key: `:p` pause · `:<class>:l` calls under way by the expiry of their lease · `:<class>:e` calls that ended
 * less than a rate window ago, by when · `:<class>:d` calls by part of the day · `:<class>:v` what the vendor says is left.
 */
export const budgetScript = `
local base, a = KEYS[1], cjson.decode(ARGV[1])
local now = a.now
if not now then
  local t = redis.call('TIME')
  now = tonumber(t[1]) * 1000 + math.floor(tonumber(t[2]) / 1000)
end

local function key(class, part) return base .. ':' .. class.name .. ':' .. part end

local function ended(class, id, at)
  if not class.requests then return end
  redis.call('ZADD', key(class, 'e'), string.format('%.0f', at), id)
  redis.call('PEXPIRE', key(class, 'e'), class.spanMs * 2)
end

local function inFlight(class)
  local l = key(class, 'l')
  local expired = redis.call('ZRANGEBYSCORE', l, '-inf', now, 'WITHSCORES')
  for i = 1, #expired, 2 do
    redis.call('ZREM', l, expired[i])
    ended(class, expired[i], expired[i + 1])
  end
  return redis.call('ZCARD', l)
end

local function rateUsed(class)
  local held, e = inFlight(class), key(class, 'e')
  redis.call('ZREMRANGEBYSCORE', e, '-inf', now - class.spanMs)
  return held + redis.call('ZCARD', e), held
end

local function rateWait(class, ahead)
  if not class.requests then return 0 end
  local used = rateUsed(class)
  local rounds = math.floor(ahead / class.requests)
  local place = used + ahead % class.requests - class.requests
  local wait = 0
  if place >= 0 then
    -- Those under way end now at the earliest.
    local frees = redis.call('ZRANGE', key(class, 'e'), place, place, 'WITHSCORES')
    wait = math.min(tonumber(frees[2] or nil) or now, now) + class.spanMs - now
  end
  return math.max(0, wait) + rounds * class.spanMs
end

local function concurrencyWait(class)
  if not class.concurrent or inFlight(class) < class.concurrent then return 0 end
  local first = redis.call('ZRANGE', key(class, 'l'), 0, 0, 'WITHSCORES')
  return math.max(1, tonumber(first[2]) - now)
end

local function ledger(class)
  local flat, parts, total = redis.call('HGETALL', key(class, 'd')), {}, 0
  for i = 1, #flat, 2 do
    local start, count = tonumber(flat[i]), tonumber(flat[i + 1])
    if start + a.ledgerMs <= now then redis.call('HDEL', key(class, 'd'), flat[i])
    else
      parts[#parts + 1] = { start, count }
      total = total + count
    end
  end
  table.sort(parts, function(x, y) return x[1] < y[1] end)
  return parts, total
end

local function believed(class)
  local said = redis.call('HMGET', key(class, 'v'), 'remaining', 'at')
  local at = tonumber(said[2] or nil)
  if not at or now - at >= a.dayMs then return nil end
  return tonumber(said[1]), at
end

local function dayWait(class, ahead)
  if not class.perDay then return 0 end
  local parts, total = ledger(class)
  local need = ahead + 1
  if a.priority ~= 'interactive' then need = need + math.ceil(class.perDay * a.reserve) end
  local wait, lacking = 0, need - (class.perDay - total)
  if lacking > 0 then
    wait = a.dayMs
    for _, part in ipairs(parts) do
      lacking = lacking - part[2]
      if lacking <= 0 then
        wait = part[1] + a.ledgerMs - now
        break
      end
    end
  end
  local says, at = believed(class)
  if not says or need <= says then return wait end
  local probeWait = at + a.probeMs - now
  if need == 1 and probeWait <= 0 then return wait end
  return math.max(wait, probeWait, 1000)
end

local function remainingOf(class)
  if not class.perDay then return nil end
  local _, total = ledger(class)
  return math.max(0, math.min(class.perDay - total, believed(class) or class.perDay))
end

local function least()
  local lowest = nil
  for _, class in ipairs(a.chain) do
    local remaining = remainingOf(class)
    if remaining and (not lowest or remaining < lowest) then lowest = remaining end
  end
  return lowest
end

local function refusal(ahead)
  local reason, wait = 'pause', tonumber(redis.call('GET', base .. ':p') or '0') - now
  local function consider(name, ms) if ms > wait then reason, wait = name, ms end end
  for _, class in ipairs(a.chain) do
    consider('day', dayWait(class, ahead))
    consider('rate', rateWait(class, ahead))
    if ahead == 0 then consider('concurrency', concurrencyWait(class)) end
  end
  return reason, wait
end

local function count(class, at, change)
  local d, part = key(class, 'd'), string.format('%.0f', math.floor(at / a.bucketMs) * a.bucketMs)
  if redis.call('HINCRBY', d, part, change) == change then ledger(class) end
  redis.call('PEXPIRE', d, a.ledgerMs + a.bucketMs)
  local says = believed(class)
  if not says then return end
  if change > 0 and says <= 0 then redis.call('HSET', key(class, 'v'), 'at', at) end
  redis.call('HSET', key(class, 'v'), 'remaining', math.max(0, says - change))
end

local function hold(class)
  local l = key(class, 'l')
  redis.call('ZADD', l, 'NX', now + a.leaseMs, a.id)
  redis.call('PEXPIRE', l, 2 * (a.longestLeaseMs + (class.spanMs or 0)))
end

local function finish(class)
  local l = key(class, 'l')
  local expires = tonumber(redis.call('ZSCORE', l, a.id) or nil)
  if a.ending == 'abandoned' and expires then
    redis.call('ZADD', l, math.min(expires, now + a.abandonedMs), a.id)
    return
  end
  redis.call('ZREM', l, a.id)
  if a.ending ~= 'unsent' then ended(class, a.id, now)
  elseif expires then count(class, a.at, -1) end
end

local function statusOf(class)
  local parts, total = ledger(class)
  local status = {
    inFlight = inFlight(class),
    sentToday = total,
    dayRemaining = remainingOf(class),
    dayParts = #parts > 0 and parts or nil,
  }
  if class.requests then
    local used, held = rateUsed(class)
    status.rateUsed = used
    status.rateLastAt = held > 0 and now or tonumber(redis.call('ZRANGE', key(class, 'e'), -1, -1, 'WITHSCORES')[2] or nil)
  end
  return status
end

if a.op == 'take' then
  local reason, wait = refusal(0)
  if wait > 0 then return cjson.encode({ granted = false, reason = reason, waitMs = wait, remaining = least() }) end
  for _, class in ipairs(a.chain) do
    hold(class)
    count(class, now, 1)
  end
  return cjson.encode({ granted = true, at = now, remaining = least() })
end
if a.op == 'forecast' then
  local _, wait = refusal(a.ahead)
  return cjson.encode({ waitMs = math.max(0, wait) })
end
if a.op == 'hold' then
  for _, class in ipairs(a.chain) do hold(class) end
end
if a.op == 'spend' then
  for _, class in ipairs(a.chain) do count(class, a.at, a.calls) end
end
if a.op == 'release' then
  for _, class in ipairs(a.chain) do finish(class) end
end
if a.op == 'pause' then
  local untilMs = math.max(tonumber(redis.call('GET', base .. ':p') or '0'), now + a.waitMs)
  if untilMs > now then redis.call('SET', base .. ':p', string.format('%.0f', untilMs), 'PX', untilMs - now) end
end
if a.op == 'believe' then
  for _, class in ipairs(a.chain) do
    if class.believes then
      local left = math.max(0, a.remaining - math.max(0, inFlight(class) - 1))
      redis.call('HSET', key(class, 'v'), 'remaining', left, 'at', now)
      redis.call('PEXPIRE', key(class, 'v'), a.dayMs)
    end
  end
end
if a.op == 'status' then
  local classes = {}
  for i, class in ipairs(a.chain) do classes[i] = statusOf(class) end
  return cjson.encode({ now = now, classes = classes })
end
return '{}'
`;
